//! Names and addresses of machines: domain names, https addresses, hosts with a port.

use super::scripts::mixes_look_alikes;
use crate::form::{Answer, Problem, Shape, Widget};

/// A domain name of at least two labels, internationalised ones included; kept as people write it, in lower case.
///
/// The browser judges its form; whether each label may stand in the DNS (IDNA 2008 as UTS 46 reads it), the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainName(String);

impl DomainName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as the DNS has it: `xn--bcher-kva.example`.
    #[cfg(feature = "data")]
    pub fn ascii(&self) -> String {
        idna::domain_to_ascii(&self.0).unwrap_or_else(|_| self.0.clone())
    }
}

impl Answer for DomainName {
    const SHAPE: Shape = Shape::line(253).widget(Widget::Code).example("voice.example.com");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^[^\s@/:]+(\.[^\s@/:]+)+$";
    const DEEP: bool = true;
    const DOUBT: Option<fn(&str, &str) -> bool> =
        Some(|raw, _| Self::parse(raw).is_ok_and(|read| mixes_look_alikes(&read.show())));

    fn parse(raw: &str) -> Result<Self, Problem> {
        let name = raw.strip_suffix('.').unwrap_or(raw).to_lowercase();
        host_name(&name).filter(|name| name.contains('.')).map(Self).ok_or(Problem::Malformed)
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// A host's name as it is kept, if the text could be one: labels of 1 to 63 letters, digits and hyphens (RFC 1123, 2.1), letters of any script. A last
/// label of digits alone would be read as an address.
pub(super) fn host_name(name: &str) -> Option<String> {
    // What keyboards of East Asia type for a dot.
    let name = &*name.replace(['\u{3002}', '\u{ff0e}', '\u{ff61}'], ".");
    let label = |label: &str| {
        !label.is_empty()
            // How long a name of other letters is in the DNS is the server's to say.
            && label.chars().count() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || (!c.is_ascii() && !c.is_whitespace() && !c.is_control()))
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let stands = name.chars().count() <= 253 && name.split('.').all(label) && !last.bytes().all(|b| b.is_ascii_digit());
    if stands { in_the_dns(name) } else { None }
}

/// The name in its one form: the DNS does not tell wide letters from narrow ones, and passes over what cannot be seen.
#[cfg(feature = "data")]
fn in_the_dns(name: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(name).ok().filter(|ascii| ascii.len() <= 253)?;
    Some(idna::domain_to_unicode(&ascii).0)
}

/// Whether a text is an IP address.
#[cfg(feature = "data")]
fn is_address(host: &str) -> bool {
    host.parse::<std::net::IpAddr>().is_ok()
}

/// Whether a text could be one: the rest is the server's to judge.
#[cfg(not(feature = "data"))]
fn is_address(host: &str) -> bool {
    host.bytes().all(|b| b.is_ascii_hexdigit() || b == b':' || b == b'.') && host.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(not(feature = "data"))]
#[expect(clippy::unnecessary_wraps, reason = "the server's reading can fail")]
fn in_the_dns(name: &str) -> Option<String> {
    Some(name.to_owned())
}

/// An address that begins with `https://`, without a user's name or password in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsUrl(String);

impl HttpsUrl {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for HttpsUrl {
    const SHAPE: Shape = Shape::line(2_000).widget(Widget::Url).example("https://example.com/hook");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^[Hh][Tt][Tt][Pp][Ss]://[^\s@/]+(/.*)?$";
    const DEEP: bool = true;
    const DOUBT: Option<fn(&str, &str) -> bool> =
        Some(|raw, _| Self::parse(raw).is_ok_and(|read| mixes_look_alikes(&read.show())));

    fn parse(raw: &str) -> Result<Self, Problem> {
        let scheme = raw.get(..8).filter(|scheme| scheme.eq_ignore_ascii_case("https://")).ok_or(Problem::NotHttps)?;
        let rest = raw.get(scheme.len()..).unwrap_or_default();
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let path = rest.get(authority.len()..).unwrap_or_default();
        // A name before @ would be a password in an address, or another host than the one that people read.
        if authority.contains('@') {
            return Err(Problem::NamesSomebody);
        }
        if path.chars().any(|c| c.is_whitespace() || c == '\\') {
            return Err(Problem::Malformed);
        }
        let host = Host::parse(authority)?;
        Ok(Self(format!("https://{}{path}", host.show())))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// A host, by name or IP address, and its port if one was given: `sip.example.com:5061`, `192.0.2.7`, `[2001:db8::7]:5061`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The name or the address, without brackets.
    pub host: String,
    /// The port, 1 to 65535.
    pub port: Option<u16>,
}

impl Answer for Host {
    const SHAPE: Shape = Shape::line(262).widget(Widget::Code).example("sip.example.com:5061");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^(\[[0-9A-Fa-f:.]+\]|[^\s@/]+)(:[0-9]{1,5})?$";
    const DEEP: bool = true;
    const DOUBT: Option<fn(&str, &str) -> bool> =
        Some(|raw, _| Self::parse(raw).is_ok_and(|read| mixes_look_alikes(&read.show())));

    fn parse(raw: &str) -> Result<Self, Problem> {
        let (host, port) = match raw.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            // Brackets are for IPv6 addresses.
            Some((address, _)) if !address.contains(':') => return Err(Problem::Malformed),
            Some((address, "")) => (address, None),
            Some((address, rest)) => (address, Some(rest.strip_prefix(':').ok_or(Problem::Malformed)?)),
            // More than one colon without brackets is an IPv6 address.
            None if raw.matches(':').count() > 1 => (raw, None),
            None => raw.split_once(':').map_or((raw, None), |(host, port)| (host, Some(port))),
        };
        let port = match port {
            None => None,
            Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => match digits.parse::<u32>() {
                Ok(0) | Err(_) => return Err(Problem::NoPort),
                Ok(port) => Some(u16::try_from(port).map_err(|_| Problem::NoPort)?),
            },
            Some(_) => return Err(Problem::Malformed),
        };
        let host = host.strip_suffix('.').unwrap_or(host).to_lowercase();
        let host = if is_address(&host) { host } else { host_name(&host).ok_or(Problem::Malformed)? };
        Ok(Self { host, port })
    }

    fn show(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        self.port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"))
    }
}

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::{DomainName, Host, HttpsUrl};
    use crate::form::{Answer, Problem};

    #[test]
    fn domain_names_of_any_script_are_kept_as_people_write_them() {
        for (typed, kept, ascii) in [
            ("Voice.Example.COM.", "voice.example.com", "voice.example.com"),
            ("bücher.example", "bücher.example", "xn--bcher-kva.example"),
            ("例子.中国", "例子.中国", "xn--fsqu00a.xn--fiqs8s"),
            ("例子。中国", "例子.中国", "xn--fsqu00a.xn--fiqs8s"),
            (
                "министерствосвязироссийскойфедерации.рф",
                "министерствосвязироссийскойфедерации.рф",
                "xn--80adaiccbnfaeaeajaq0auxdd0bfjiccfacqd8fsd9p.xn--p1ai",
            ),
            ("a-b.co", "a-b.co", "a-b.co"),
            ("k\u{200b}es\u{ff54}rel.example", "kestrel.example", "kestrel.example"),
        ] {
            let name = DomainName::parse(typed).unwrap();
            assert_eq!((name.as_str(), name.ascii().as_str()), (kept, ascii));
        }
        for bad in [
            "example",
            "",
            "-a.example",
            "a-.example",
            "a..example",
            "a b.example",
            "a_b.example",
            "192.0.2.7",
            "http://a.example",
            "a.example/x",
        ] {
            assert!(DomainName::parse(bad).is_err(), "{bad}");
        }
        assert!(DomainName::parse(&format!("{}.example", "a".repeat(64))).is_err());
    }

    #[test]
    fn web_addresses_begin_with_https_and_carry_no_password() {
        for (typed, kept) in [
            ("https://example.com", "https://example.com"),
            ("HTTPS://Example.com/Hook?a=1#b", "https://example.com/Hook?a=1#b"),
            ("https://[2001:db8::7]:8443/x", "https://[2001:db8::7]:8443/x"),
            ("https://bücher.example/ä", "https://bücher.example/ä"),
        ] {
            assert_eq!(HttpsUrl::parse(typed).map(|url| url.show()), Ok(kept.to_owned()));
        }
        for (bad, problem) in [
            ("http://example.com", Problem::NotHttps),
            ("example.com", Problem::NotHttps),
            ("javascript:alert(1)", Problem::NotHttps),
            ("https://", Problem::Malformed),
            ("https://ada:secret@example.com", Problem::NamesSomebody),
            ("https://example.com@evil.example", Problem::NamesSomebody),
            ("https://example.com/a b", Problem::Malformed),
            ("https://example.com:99999/", Problem::NoPort),
        ] {
            assert_eq!(HttpsUrl::parse(bad).map(|url| url.show()), Err(problem), "{bad}");
        }
    }

    #[test]
    fn hosts_are_names_or_addresses_with_or_without_a_port() {
        for (typed, host, port, kept) in [
            ("SIP.example.com:5061", "sip.example.com", Some(5_061), "sip.example.com:5061"),
            ("localhost", "localhost", None, "localhost"),
            ("192.0.2.7", "192.0.2.7", None, "192.0.2.7"),
            ("192.0.2.7:5060", "192.0.2.7", Some(5_060), "192.0.2.7:5060"),
            ("2001:db8::7", "2001:db8::7", None, "[2001:db8::7]"),
            ("[2001:db8::7]:5061", "2001:db8::7", Some(5_061), "[2001:db8::7]:5061"),
        ] {
            let read = Host::parse(typed).unwrap();
            assert_eq!((read.host.as_str(), read.port, read.show().as_str()), (host, port, kept));
            assert_eq!(Host::parse(kept), Ok(read));
        }
        for (bad, problem) in [
            ("sip.example.com:", Problem::Malformed),
            ("sip.example.com:0", Problem::NoPort),
            ("sip.example.com:65536", Problem::NoPort),
            ("sip.example.com:x", Problem::Malformed),
            ("999.0.2.7", Problem::Malformed),
            ("[2001:db8::7", Problem::Malformed),
            ("[example.com]:5061", Problem::Malformed),
            ("example.com..", Problem::Malformed),
            ("a b", Problem::Malformed),
            ("host:50 61", Problem::Malformed),
        ] {
            assert_eq!(Host::parse(bad), Err(problem), "{bad}");
        }
    }
}
