//! A page with five hundred contacts (S2.20): how long the server takes to keep and judge them, and to draw them.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use backend::Backend;

use super::{Request, once};

/// So many contacts are on the page.
const CONTACTS: usize = 500;
/// Each is measured so often; the median counts.
const TIMES: usize = 9;
/// What either may take.
const BOUND: Duration = Duration::from_millis(200);

fn form(draft: &str, version: usize) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let rows: Vec<_> = (0..CONTACTS).map(|row| format!("r{row}")).collect();
    form.extend_pairs([("flow", "vocabulary"), ("draft", draft), ("step", "sheet"), ("then", "stay")]);
    form.append_pair("version", &version.to_string());
    form.append_pair("answers[contacts]", &rows.join(","));
    for row in &rows {
        let answers = [
            ("kind", "technical".to_owned()),
            ("name", format!("Grace Hopper {row}")),
            ("contact_email", format!("grace.{row}@example.com")),
            ("contact_phone", format!("+1 415 555 01{version:02}")),
        ];
        for (key, text) in answers {
            form.append_pair(&format!("answers[contacts.{row}.{key}]"), &text);
        }
    }
    form.finish()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Measures it on the page of reference, which has a list of contacts.
pub async fn contacts(backend: &Backend, address: SocketAddr, cookie: &str) {
    let draft = backend.new_id().to_string();
    let (mut saved, mut drawn) = (Vec::new(), Vec::new());
    for version in 0..TIMES {
        let post = Request::post("/api/drafts/save-step", cookie, &form(&draft, version));
        let asked = Instant::now();
        let answer = once(address, &post).await;
        saved.push(asked.elapsed());
        assert!(answer.status == 302 || answer.status == 303, "{}", answer.head);
        let asked = Instant::now();
        let page = once(address, &Request::get(&format!("/customers/new/{draft}/sheet"), cookie)).await;
        drawn.push(asked.elapsed());
        assert_eq!(page.status, 200, "{}", page.head);
    }
    let (saved, drawn) = (median(saved), median(drawn));
    let verdict = if saved.max(drawn) <= BOUND { "" } else { ": TOO MUCH" };
    println!(
        "\n{CONTACTS} contacts on a page: kept and judged in {:.0} ms, drawn in {:.0} ms (at most {} ms each){verdict}",
        saved.as_secs_f64() * 1000.0,
        drawn.as_secs_f64() * 1000.0,
        BOUND.as_millis(),
    );
}
