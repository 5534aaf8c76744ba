//! Where this server reaches its database: what tells a physical copy of a database from the first one.

use std::{fs, net::IpAddr, path::Path};

use backend::{database::Options, deployment::Place};

/// The private Postgres of a data folder.
pub fn private(data: &Path) -> Place {
    // A folder whose path cannot be found out is named as it was given.
    let data = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
    Place::new(&format!("{} {}", machine(), data.display()))
}

/// A Postgres that runs by itself. Its host is known by its name, so that a copy that takes over under that name is the same place; on this
/// machine, by the machine.
pub fn at(options: &Options) -> Place {
    let host = options.get_host().trim_start_matches('[').trim_end_matches(']');
    let is_local = host == "localhost" || host.starts_with('/') || host.parse::<IpAddr>().is_ok_and(|host| host.is_loopback());
    let host = if is_local || options.get_socket().is_some() { machine() } else { host.to_lowercase() };
    Place::new(&format!("{host}:{}", options.get_port()))
}

/// The id of this machine (`man machine-id`); nothing where there is none, as in most containers.
fn machine() -> String {
    fs::read_to_string("/etc/machine-id").map(|id| id.trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::{Options, at};

    #[test]
    fn a_place_is_a_host_by_name_and_a_port() {
        let of = |url: &str| at(&Options::from_str(url).unwrap());
        let first = of("postgres://a@db.example.com/portico");
        assert!(first == of("postgres://b:secret@DB.example.com:5432/portico"));
        assert!(first != of("postgres://a@db.staging.example.com/portico"));
        assert!(first != of("postgres://a@db.example.com:5433/portico"));
        let here = of("postgres://a@localhost/portico");
        assert!(here == of("postgres://a@127.0.0.1/portico") && here == of("postgres://a@[::1]:5432/portico"));
    }
}
