//! Backup and restore, drilled: what was there is there again, secrets open, people sign in, and the copy is quiet until it is adopted.

use std::{path::PathBuf, process::Output};

use backend::{
    Backend, Key, accounts, database, demo,
    deployment::{self, Deployment, Place},
    payments,
    testing::test_database,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, Row, postgres::PgConnectOptions};

use crate::payments::Scene;

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is swept away by the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn portico(options: &PgConnectOptions, key: &str, args: &[&str]) -> Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_portico"))
        .args(["--listen", "127.0.0.1:0", "--key-file", key, "--database-url", options.to_url_lossy().as_str()])
        .args(args)
        .output()
        .unwrap()
}

/// Where `portico adopt` reaches it.
fn here(options: &PgConnectOptions) -> Place {
    server::place::at(options)
}

/// How many rows each table has.
async fn counts(options: &PgConnectOptions) -> Vec<(String, i64)> {
    let mut owner = options.connect().await.unwrap();
    let tables = "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1";
    let mut found = Vec::new();
    for row in owner.fetch_all(tables).await.unwrap() {
        let table: String = row.get(0);
        let number = owner.fetch_one(AssertSqlSafe(format!("select count(*) from {table}"))).await.unwrap().get(0);
        found.push((table, number));
    }
    found
}

#[tokio::test]
async fn a_backup_is_restored_whole_and_quiet() {
    let (_database, options) = test_database().await;
    let (scene, _, _) = Scene::paid(options.clone()).await;
    let folder = Folder(std::env::temp_dir().join(options.get_database().unwrap()));
    std::fs::create_dir_all(&folder.0).unwrap();
    let path = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let (key, file, words, wrong) = (path("key"), path("backup"), path("passphrase"), path("wrong"));
    std::fs::write(&key, "07".repeat(32)).unwrap();
    std::fs::write(&words, "nine green owls fly\n").unwrap();
    std::fs::write(&wrong, "ten green owls fly\n").unwrap();
    let made = portico(&options, &key, &["backup", &file, "--passphrase-file", &words]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let bytes = std::fs::read(&file).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("ada@acme.example"), "encrypted");

    let name = format!("restored_{}", options.get_database().unwrap().trim_start_matches("test_"));
    let admin = options.clone().database("postgres");
    // Its owner has another name, and is no superuser.
    let owner = format!("Owner.of {name}");
    let statements = [
        // What a run before this one left where it was broken off.
        format!("drop database if exists {name} with (force)"),
        format!("drop role if exists \"{owner}\""),
        format!("create role \"{owner}\" login"),
        format!("grant portico_app to \"{owner}\""),
        format!("create database {name} owner \"{owner}\""),
    ];
    let mut superuser = admin.connect().await.unwrap();
    for statement in statements {
        superuser.execute(AssertSqlSafe(statement)).await.unwrap();
    }
    let there = options.clone().username(&owner).database(&name);
    let restored_key = path("restored-key");
    // Another passphrase, or a file that was cut off: nothing is restored.
    let refused = portico(&there, &restored_key, &["restore", &file, "--passphrase-file", &wrong]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("passphrase is another one"));
    let cut = path("cut");
    std::fs::write(&cut, &bytes[..bytes.len() - 100]).unwrap();
    let refused = portico(&there, &restored_key, &["restore", &cut, "--passphrase-file", &words]);
    assert!(!refused.status.success() && counts(&there).await.is_empty());

    let restored = portico(&there, &restored_key, &["restore", &file, "--passphrase-file", &words]);
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    assert_eq!(counts(&there).await, counts(&options).await);
    assert_eq!(std::fs::read_to_string(&restored_key).unwrap(), "07".repeat(32));
    let again = portico(&there, &restored_key, &["restore", &file, "--passphrase-file", &words]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("not empty"));
    let verified = portico(&there, &restored_key, &["verify-audit"]);
    assert!(verified.status.success());

    // People sign in, and secrets open: the provider still knows the key.
    let pool = database::connect(there.clone(), 4).await.unwrap();
    let (clock, random) = (backend::system_clock(), backend::system_random());
    let copy = Backend::new(pool.clone(), clock, random, Key::new([7; 32])).paying_at(None, Some(scene.sandbox.origin()));
    copy.ready().await.unwrap();
    let attempt = accounts::sign_in(&copy, "ada@acme.example", demo::PASSWORD.to_owned(), "203.0.113.9").await.unwrap();
    let accounts::Attempt::In(person) = attempt else { panic!("{attempt:?}") };
    let ada = accounts::actor(&copy, person, domain::words::Locale::default()).await.unwrap().unwrap();
    let scope = ada.may(domain::access::Action::ManageSettings).unwrap();
    assert_eq!(payments::test(&copy, &scope).await.unwrap(), payments::Tested::Good);
    // It is a copy until it is adopted: nobody who presses a button there moves money.
    let as_served = copy.clone().over_a_copy();
    assert_eq!(payments::test(&as_served, &scope).await.unwrap(), payments::Tested::Silent);
    assert!(Deployment::of(&pool, here(&there)).await.unwrap().is_copy());
    assert!(portico(&there, &restored_key, &["adopt"]).status.success());
    assert!(!Deployment::of(&pool, here(&there)).await.unwrap().is_copy());
    // A physical copy of the database that is served has all its identifiers, and is reached at another place.
    let adopted = Deployment::of(&pool, here(&there)).await.unwrap();
    deployment::keep(&copy, &adopted, false).await.unwrap();
    assert!(!Deployment::of(&pool, here(&there)).await.unwrap().is_copy());
    let elsewhere = Deployment::of(&pool, Place::new("elsewhere")).await.unwrap();
    assert!(elsewhere.is_copy());
    pool.close().await;
    for statement in [format!("drop database {name} with (force)"), format!("drop role \"{owner}\"")] {
        superuser.execute(AssertSqlSafe(statement)).await.unwrap();
    }
}
