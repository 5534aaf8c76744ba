//! What browsers say that the policy for scripts kept from loading (ASVS 3.4.7): in the log, where somebody who looks finds an injection
//! that came to nothing, or a page of ours that breaks its own rule.

use std::net::SocketAddr;

use axum::{
    body::Bytes,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode},
};
use backend::rates;
use serde_json::Value;

use super::{actor, mail_links, state::Shared};

/// A report is short.
const LARGEST: usize = 16 * 1024;
/// So many a minute are written down of one address of the network.
const RATE: rates::Rate = rates::per_minute("reports of the policy from", 30);

/// Takes a report. What is none is dropped without a word.
pub async fn report(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let report = (body.len() <= LARGEST).then(|| serde_json::from_slice::<Value>(&body).ok()).flatten();
    let Some(report) = report.as_ref().and_then(|report| report.get("csp-report")) else { return StatusCode::BAD_REQUEST };
    let from = actor::came_from(peer.ip(), &headers, &shared.trusted).to_string();
    match rates::take(&shared.backend, RATE, &rates::network(&from)).await {
        Ok(None) => {
            let named = |name: &str| line(report.get(name).and_then(Value::as_str).unwrap_or_default());
            let page = named("document-uri");
            // Without the query and a link's token, like every address in the log.
            let path = page.splitn(4, '/').nth(3).map(|rest| format!("/{}", rest.split(['?', '#']).next().unwrap_or_default()));
            tracing::warn!(
                page = mail_links::masked(path.as_deref().unwrap_or_default()),
                directive = named("effective-directive"),
                blocked = named("blocked-uri").split(['?', '#']).next(),
                "the policy for scripts kept something from loading"
            );
            StatusCode::NO_CONTENT
        }
        Ok(Some(_)) => StatusCode::TOO_MANY_REQUESTS,
        Err(error) => {
            tracing::error!(%error, "a report was not taken");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// A text as one line of a log, and no more of it than helps (ASVS 16.4.1).
fn line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::line;

    /// ASVS 16.4.1.
    #[test]
    fn nothing_that_is_reported_begins_a_line_of_the_log() {
        assert_eq!(line("a\nERROR\u{1b}[31m b"), "aERROR[31m b");
        assert_eq!(line(&"x".repeat(999)).len(), 200);
    }
}
