//! A letter: what a mail says, once, as text and as HTML. No template has code in it (ASVS 1.3.7); every text is escaped.

use domain::words::{Language, Word};
use maud::{DOCTYPE, html};

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
}

impl Letter {
    /// The letter as plain text.
    pub fn text(&self) -> String {
        let mut parts = self.body.clone();
        if let Some((name, address)) = &self.link {
            parts.push(format!("{name}:\n{address}"));
        }
        parts.extend(self.end.iter().cloned());
        parts.push(format!("-- \n{}", self.from));
        parts.join("\n\n") + "\n"
    }

    /// The letter as HTML, with its style in place: mail programs know no other.
    pub fn html(&self) -> String {
        let paragraph = "margin:0 0 16px;font-size:16px;line-height:1.5";
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
                        p style="margin:0 0 24px;font-size:14px;font-weight:600;color:#5a6270" { (self.from) }
                        h1 style="margin:0 0 16px;font-size:22px;line-height:1.3" { (self.subject) }
                        @for text in &self.body { p style=(paragraph) { (text) } }
                        @if let Some((name, address)) = &self.link {
                            p style="margin:0 0 8px" {
                                a href=(address) style="display:inline-block;padding:12px 20px;border-radius:8px;background:#2f4bd8;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none" { (name) }
                            }
                            // Some programs show no buttons, and some people trust none.
                            p style="margin:0 0 24px;font-size:13px;line-height:1.5;color:#5a6270" {
                                (Word::MailLinkBare.text(self.language)) br;
                                a href=(address) style="color:#2f4bd8;word-break:break-all" { (address) }
                            }
                        }
                        @for text in &self.end { p style="margin:0 0 8px;font-size:14px;line-height:1.5;color:#5a6270" { (text) } }
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

    use super::Letter;

    #[test]
    fn a_letter_says_the_same_twice_and_no_name_is_code() {
        let letter = Letter {
            language: Language::English,
            from: "A <b>& Co".to_owned(),
            subject: "Welcome".to_owned(),
            body: vec!["Hello <script>".to_owned()],
            link: Some(("Go".to_owned(), "https://portal.example/i/x".to_owned())),
            end: vec!["For a week.".to_owned()],
        };
        assert_eq!(letter.text(), "Hello <script>\n\nGo:\nhttps://portal.example/i/x\n\nFor a week.\n\n-- \nA <b>& Co\n");
        let html = letter.html();
        assert!(html.contains("Hello &lt;script&gt;") && html.contains("A &lt;b&gt;&amp; Co"));
        assert!(html.contains("href=\"https://portal.example/i/x\"") && !html.contains("<script"));
    }
}
