//! A letter: what a mail says, once, as text and as HTML. No template has code in it (ASVS 1.3.7); every text is escaped.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::words::{Language, Word};
use maud::{DOCTYPE, html};

use super::Look;

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// In which language.
    pub language: Language,
    /// From whom: a reseller's name, or Portico's.
    pub from: String,
    /// The subject.
    pub subject: String,
    /// The paragraphs before the link.
    pub body: Vec<String>,
    /// What the link is called, and where it leads.
    pub link: Option<(String, String)>,
    /// The paragraphs after the link.
    pub end: Vec<String>,
    /// How it looks.
    pub look: Look,
}

/// The colour of buttons and links where nobody chose one.
const COLOUR: &str = "#2f4bd8";
/// By which the HTML names the logo that comes with it (RFC 2392).
pub(super) const LOGO: &str = "logo";

impl Letter {
    /// The letter as plain text.
    pub fn text(&self) -> String {
        let mut parts = self.body.clone();
        if let Some((name, address)) = &self.link {
            parts.push(format!("{name}:\n{address}"));
        }
        parts.extend(self.end.iter().cloned());
        parts.push(format!("-- \n{}", self.from));
        let mut text = parts.join("\n\n") + "\n";
        if let Some(footer) = &self.look.footer {
            text.push_str(footer);
            text.push('\n');
        }
        text
    }

    /// The same letter in a look: its sender's name is the one that it is from.
    #[must_use]
    pub fn in_look(mut self, look: Look) -> Self {
        if let Some(sender) = &look.sender {
            self.from.clone_from(sender);
        }
        self.look = look;
        self
    }

    /// The letter as HTML for a page of ours, which has nothing beside it.
    pub fn html_alone(&self) -> String {
        let logo = self.look.logo.as_ref();
        let logo = logo.map(|(picture, bytes)| format!("data:{};base64,{}", picture.media_type(), STANDARD.encode(bytes)));
        self.html(logo.as_deref().unwrap_or_default())
    }

    /// The letter as HTML, with its style in place: mail programs know no other. Its logo is at `logo`, if it has one.
    pub(super) fn html(&self, logo: &str) -> String {
        let paragraph = "margin:0 0 16px;font-size:16px;line-height:1.5;white-space:pre-line";
        let colour = self.look.colour.as_deref().unwrap_or(COLOUR);
        let button = format!(
            "display:inline-block;padding:12px 20px;border-radius:8px;background:{colour};color:#ffffff;font-size:16px;\
             font-weight:600;text-decoration:none"
        );
        html! {
            (DOCTYPE)
            html lang=(self.language.tag()) dir=(self.language.direction()) {
                head {
                    meta charset="utf-8";
                    meta name="color-scheme" content="light dark";
                    title { (self.subject) }
                }
                body style="margin:0;padding:24px;background:#f4f5f7;color:#1b1f27;font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif" {
                    div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px" {
                        p style="margin:0 0 24px;font-size:14px;font-weight:600;color:#5a6270" {
                            @if self.look.logo.is_some() {
                                img src=(logo) alt=(self.from) height="40" style="display:block;height:40px;max-width:100%";
                            } @else {
                                (self.from)
                            }
                        }
                        h1 style="margin:0 0 16px;font-size:22px;line-height:1.3" { (self.subject) }
                        @for text in &self.body { p style=(paragraph) { (text) } }
                        @if let Some((name, address)) = &self.link {
                            p style="margin:0 0 8px" {
                                a href=(address) style=(button) { (name) }
                            }
                            // Some programs show no buttons, and some people trust none.
                            p style="margin:0 0 24px;font-size:13px;line-height:1.5;color:#5a6270" {
                                (Word::MailLinkBare.text(self.language)) br;
                                a href=(address) style=(format!("color:{colour};word-break:break-all")) { (address) }
                            }
                        }
                        @for text in &self.end { p style="margin:0 0 8px;font-size:14px;line-height:1.5;color:#5a6270" { (text) } }
                    }
                    @if let Some(footer) = &self.look.footer {
                        p style="max-width:560px;margin:16px auto 0;padding:0 32px;font-size:12px;line-height:1.5;color:#5a6270;white-space:pre-line" {
                            (footer)
                        }
                    }
                }
            }
        }
        .into_string()
    }
}

#[cfg(test)]
mod tests {
    use domain::words::Language;

    use super::{super::Look, Letter};

    #[test]
    fn a_letter_says_the_same_twice_and_no_name_is_code() {
        let letter = Letter {
            language: Language::English,
            from: "A <b>& Co".to_owned(),
            subject: "Welcome".to_owned(),
            body: vec!["Hello <script>".to_owned()],
            link: Some(("Go".to_owned(), "https://portal.example/i/x".to_owned())),
            end: vec!["For a week.".to_owned()],
            look: Look::default(),
        };
        assert_eq!(letter.text(), "Hello <script>\n\nGo:\nhttps://portal.example/i/x\n\nFor a week.\n\n-- \nA <b>& Co\n");
        let html = letter.html("cid:logo");
        assert!(html.contains("Hello &lt;script&gt;") && html.contains("A &lt;b&gt;&amp; Co"));
        assert!(html.contains("href=\"https://portal.example/i/x\"") && !html.contains("<script"));
        assert!(!html.contains("<img") && html.contains("background:#2f4bd8"));
        let look = Look {
            sender: Some("Acme \"Mail\"".to_owned()),
            footer: Some("Acme Ltd\n<b>1 Main Street".to_owned()),
            colour: Some("#112233".to_owned()),
            logo: Some((domain::mail_look::Picture::Png, Vec::new())),
            ..Look::default()
        };
        let letter = letter.in_look(look);
        assert!(letter.text().ends_with("-- \nAcme \"Mail\"\nAcme Ltd\n<b>1 Main Street\n"));
        let html = letter.html("cid:logo");
        assert!(html.contains("<img src=\"cid:logo\" alt=\"Acme &quot;Mail&quot;\"") && html.contains("background:#112233"));
        assert!(html.contains("Acme Ltd\n&lt;b&gt;1 Main Street"));
    }
}
