//! Pages as HTML wants them. Leptos marks the places of its views by `<!>`, which parsers take for a broken comment, and puts its scripts
//! after the end of the document. The marks are for islands alone: there they become whole comments, which the browser reads the same, and
//! elsewhere they go.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};

/// No page of ours is as large.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;
/// A mark of Leptos's.
const MARK: &str = "<!>";
/// The elements in which the browser goes on with what the server drew.
const ISLAND: [&str; 2] = ["<leptos-island", "</leptos-island"];
/// Elements whose text is no HTML, and whether a mark in it can be Leptos's: what people typed is escaped there.
const RAW: [(&str, &str, bool); 4] = [
    ("<script", "</script", false),
    ("<style", "</style", false),
    ("<textarea", "</textarea", true),
    ("<title", "</title", true),
];

/// Mends every page that goes out.
pub async fn layer(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let page = match to_bytes(body, LARGEST_PAGE).await {
        Ok(page) => page,
        // The layer around this one answers with a page.
        Err(error) => {
            tracing::error!(%error, "a page broke off while it was drawn");
            return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = match std::str::from_utf8(&page) {
        Ok(text) => Body::from(mended(text)),
        Err(_) => Body::from(page),
    };
    Response::from_parts(parts, body)
}

/// A page without broken comments, and with all its scripts inside the document.
pub fn mended(page: &str) -> String {
    let (document, after) = match page.rfind("</html>") {
        Some(at) => page.split_at(at),
        None => (page, ""),
    };
    let after = after.trim_start_matches("</html>");
    let mut out = String::with_capacity(page.len());
    let mut islands = 0_usize;
    let mut rest = document;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix(MARK) {
            out.push_str(if islands > 0 { "<!---->" } else { "" });
            rest = behind;
            continue;
        }
        if rest.starts_with(ISLAND[0]) {
            islands += 1;
        } else if rest.starts_with(ISLAND[1]) {
            islands = islands.saturating_sub(1);
        }
        let raw = RAW.iter().find(|(begin, ..)| rest.starts_with(begin));
        let end = raw.map_or_else(|| tag_end(rest), |(_, end, _)| rest.find(end).unwrap_or(rest.len()));
        match raw {
            Some((.., true)) => out.push_str(&rest[..end].replace(MARK, "")),
            _ => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    if !after.is_empty() || page.contains("</html>") {
        let scripts = after.replace(MARK, "");
        let body = out.rfind("</body>").unwrap_or(out.len());
        out.insert_str(body, &scripts);
        out.push_str("</html>");
    }
    out
}

/// Where a tag or a comment that begins here ends. What stands in quotes is text that somebody may have typed.
fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn marks_go_and_scripts_come_in_and_nothing_that_was_typed_changes() {
        for (drawn, sent) in [
            ("<p>a<!>b</p>", "<p>ab</p>"),
            ("<leptos-island><p>a<!>b</p></leptos-island><!>", "<leptos-island><p>a<!---->b</p></leptos-island>"),
            ("<input value=\"a<!>b\"><!>", "<input value=\"a<!>b\">"),
            ("<title>a<!></title><textarea>&lt;!><!></textarea>", "<title>a</title><textarea>&lt;!></textarea>"),
            ("<script>\"<!>\"</script><!>", "<script>\"<!>\"</script>"),
            (
                "<!DOCTYPE html><html><body>x<!></body><!></html><!><script>1</script>",
                "<!DOCTYPE html><html><body>x<script>1</script></body></html>",
            ),
            ("<!-- a > b --><p title='>'>1 &lt; 2", "<!-- a > b --><p title='>'>1 &lt; 2"),
            ("a < b", "a < b"),
            ("", ""),
        ] {
            assert_eq!(mended(drawn), sent, "{drawn}");
        }
    }
}
