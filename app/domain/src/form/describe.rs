//! A flow in plain text, for people who decide what it asks. Kept as an expected file, so that a change of it is a readable diff.

use std::fmt::Write;

use super::{Choices, FilledBy, Flow, Item, Presence, Question, Secret};
use crate::words::Language;

/// The description of a flow.
pub fn describe(flow: &Flow, language: Language) -> String {
    let mut out = format!("{} ({} v{})\n", flow.title.text(language), flow.id, flow.version);
    for (at, step) in flow.steps.iter().enumerate() {
        let _ = write!(out, "\n{}. {} /{}\n", at + 1, step.title.text(language), step.slug);
        if !step.when.is_always() {
            let _ = writeln!(out, "   (if {})", step.when.describe());
        }
        if let Some(intro) = step.intro {
            let _ = writeln!(out, "   {}", intro.text(language));
        }
        for item in step.items {
            match item {
                Item::Heading(heading) => {
                    let _ = writeln!(out, "   [{}]", heading.text(language));
                }
                Item::Question(question) => describe_question(&mut out, question, "   ", language),
                Item::Group(group) => {
                    let _ = writeln!(out, "   (as the answer to {} says:)", group.by.key);
                    for question in group.questions {
                        describe_question(&mut out, question, "     ", language);
                    }
                }
                Item::Window(window) => {
                    let _ =
                        writeln!(out, "   (the hours from {} to {}, drawn)", window.from.question.key, window.to.question.key);
                }
                Item::Rows(rows) => {
                    let _ = writeln!(out, "   {} ({} to {} rows of)", rows.label.text(language), rows.least, rows.most);
                    for question in rows.questions {
                        describe_question(&mut out, question, "     ", language);
                    }
                }
            }
        }
    }
    out
}

fn describe_question(out: &mut String, question: &Question, indent: &str, language: Language) {
    let optional = if question.presence == Presence::Optional { " (optional)" } else { "" };
    let mut facts = vec![question.key.to_owned()];
    if question.shape.widget.choices().is_none() {
        facts.push(format!("at most {} characters", question.shape.max));
    }
    if !question.shape.example.is_empty() {
        facts.push(format!("like {}", question.shape.example));
    }
    facts.extend(question.autocomplete.map(|tokens| format!("autocomplete {tokens}")));
    facts.extend(question.default.map(|value| format!("at first {value}")));
    match question.filled_by {
        FilledBy::Administrator => facts.push("administrator only".to_owned()),
        FilledBy::Customer => facts.push("customer only".to_owned()),
        FilledBy::Both => {}
    }
    if question.personal {
        facts.push("personal".to_owned());
    }
    if question.has_doubts() {
        facts.push("may be doubted".to_owned());
    }
    match question.secret {
        Some(Secret::Hashed) => facts.push("secret, kept as a hash".to_owned()),
        Some(Secret::Encrypted) => facts.push("secret, kept encrypted".to_owned()),
        Some(Secret::Once) => facts.push("secret, used once".to_owned()),
        None => {}
    }
    if !question.when.is_always() {
        facts.push(format!("asked if {}", question.when.describe()));
    }
    if question.presence == Presence::Required && !question.optional_when.is_never() {
        facts.push(format!("may be left out if {}", question.optional_when.describe()));
    }
    if !question.depends_on.is_empty() {
        let keys: Vec<_> = question.depends_on.iter().map(|source| source.key()).collect();
        facts.push(format!("read by {}", keys.join(", or else ")));
    }
    let _ = writeln!(out, "{indent}- {}{optional}: {}", question.label.text(language), facts.join("; "));
    if let Some(help) = question.help {
        let _ = writeln!(out, "{indent}    {}", help.text(language));
    }
    match question.shape.widget.choices() {
        Some(Choices::Fixed(choices)) => {
            for choice in choices {
                let reason = choice.needs.map(|need| format!(" [{}]", need.why().text(language))).unwrap_or_default();
                let _ = writeln!(out, "{indent}    ( ) {}{reason}", choice.label.text(language));
            }
        }
        Some(Choices::Server(list)) => {
            let _ = writeln!(out, "{indent}    one of the server's list of {list}");
        }
        None => {}
    }
}
