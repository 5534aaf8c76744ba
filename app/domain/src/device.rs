//! What a browser calls itself, in words that people know. It is told to them and decides nothing.

/// A browser and the system that it runs on, where they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Such as Firefox.
    pub browser: &'static str,
    /// Such as Windows.
    pub system: &'static str,
}

// The first that is named counts: browsers call themselves by the names of those that they are like.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// The device of a `User-Agent` (RFC 9110, 10.1.5).
pub fn of(agent: &str) -> Option<Device> {
    let named = |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    Some(Device { browser: named(&BROWSERS)?, system: named(&SYSTEMS)? })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn browsers_are_known_by_what_they_call_themselves() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        let names = |agent| of(agent).map(|device| (device.browser, device.system));
        assert_eq!(names(chrome), Some(("Chrome", "Linux")));
        assert_eq!(names(edge), Some(("Edge", "Windows")));
        assert_eq!(names(safari), Some(("Safari", "iPhone")));
        assert_eq!(names("curl/8.0"), None);
    }
}
