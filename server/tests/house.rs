//! The rules of the house that a machine can check: who may depend on whom, one copy of each big crate, allowed licences, and what the
//! files themselves must keep to.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use domain::{flows::FLOWS, form::Makes};
use syn::visit::{self, Visit};

fn metadata() -> Metadata {
    // What this machine builds: the crates of other systems need not even be here.
    let platform = format!("--filter-platform={}-unknown-linux-gnu", std::env::consts::ARCH);
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).other_options([platform]).exec().unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

#[test]
fn each_crate_depends_only_on_what_its_room_may_use() {
    let never: BTreeMap<&str, &[&str]> = [
        ("domain", &["leptos", "sqlx", "tokio", "axum", "time", "rand", "app", "backend", "server"] as &[_]),
        ("backend", &["leptos", "axum", "app", "server"]),
        ("app", &["sqlx", "axum", "lettre", "argon2", "server"]),
        ("frontend", &["domain", "backend", "server", "sqlx", "axum"]),
        ("desk", &["leptos", "app", "domain", "serde_json"]),
        ("sandbox", &["leptos", "sqlx", "app", "backend", "domain", "server"]),
        ("server", &["sqlx", "argon2"]),
        ("strength", &["domain", "leptos", "serde", "zxcvbn"]),
    ]
    .into_iter()
    .collect();
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        let forbidden = never[package.name.as_str()];
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            assert!(!forbidden.contains(&dependency.name.as_str()), "{} must not depend on {}", package.name, dependency.name);
        }
    }
}

#[test]
fn there_is_one_copy_of_each_big_crate() {
    let metadata = metadata();
    let big = [
        "argon2",
        "axum",
        "gloo-net",
        "hyper",
        "leptos",
        "leptos_axum",
        "leptos_router",
        "reactive_graph",
        "reqwest",
        "rustls",
        "serde",
        "serde_json",
        "server_fn",
        "sqlx",
        "sqlx-postgres",
        "tachys",
        "tokio",
        "tower-http",
        "tower-sessions",
        "wasm-bindgen",
        "web-sys",
    ];
    for name in big {
        let versions: Vec<_> =
            metadata.packages.iter().filter(|p| p.name.as_str() == name).map(|p| p.version.to_string()).collect();
        assert_eq!(versions.len(), 1, "{name}: {versions:?}");
    }
}

#[test]
fn only_allowed_licences_are_used() {
    let allowed: BTreeSet<&str> = [
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "Unicode-3.0",
        "CC0-1.0",
        "0BSD",
        "Unlicense",
        "MIT-0",
        "CDLA-Permissive-2.0",
        "BSL-1.0",
        "PostgreSQL",
        "bzip2-1.0.6",
    ]
    .into_iter()
    .collect();
    // The Mozilla licence asks for the source of its own files alone, which are used as they are: allowed where passkeys need it.
    let mozilla = ["crypto-glue", "webauthn-attestation-ca", "webauthn-rs", "webauthn-rs-core", "webauthn-rs-proto"];
    for package in metadata().packages {
        let licence = package.license.clone().unwrap_or_default();
        if mozilla.contains(&package.name.as_str()) && licence == "MPL-2.0" {
            continue;
        }
        // A licence expression: one of the alternatives must be allowed, with all that it asks for.
        let fits = licence.replace('/', " OR ").split(" OR ").any(|alternative| {
            alternative.split(" AND ").all(|name| {
                let name = name.trim_matches(|c: char| c == '(' || c == ')' || c.is_whitespace());
                allowed.contains(name.split(" WITH ").next().unwrap_or(name))
            })
        });
        assert!(fits, "{} {} has the licence {licence:?}", package.name, package.version);
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["app", "frontend", "server"] {
        rust_files(&root().join(folder), &mut files);
    }
    let name = |path: &PathBuf| path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    for (name, text) in sources() {
        let first = text.lines().find(|line| !line.starts_with("#![recursion_limit") && !line.is_empty()).unwrap_or_default();
        assert!(first.starts_with("//!") || first.starts_with("#![doc"), "{name} does not say what it is for");
        if name.contains("/src/") {
            assert!(text.lines().count() <= 500, "{name} has grown past 500 lines: split it");
        }
    }
}

/// Where flows plug in, and what belongs to one flow: only these name a flow.
const NAMES_FLOWS: [&str; 11] = [
    "app/domain/src/flows/",
    "app/domain/src/forms.rs",
    "app/domain/src/operators.rs",
    "app/src/flows/",
    "app/src/pages/flows.rs",
    // The first page of each flow, and the page of a customer's own company.
    "app/src/pages/new_customer.rs",
    "app/src/pages/company.rs",
    "app/src/pages/vocabulary.rs",
    "server/backend/src/flows/",
    "server/backend/src/customers/company.rs",
    "server/backend/src/testing/",
];

/// The names of flows' modules in paths, and every literal.
#[derive(Default)]
struct Named {
    modules: BTreeSet<String>,
    literals: BTreeSet<String>,
}

impl Named {
    /// After `flows::` stands the name of a flow, or of something that all have in common.
    fn path(&mut self, segments: &[String]) {
        let after = segments.iter().skip_while(|segment| *segment != "flows").nth(1);
        self.modules.extend(after.cloned());
    }

    fn tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.path(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.path(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.path(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.path(&segments);
        visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.literals.insert(literal.value());
    }

    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        // What a macro is given is no syntax yet: its literals and names are looked for one by one.
        let text = of.tokens.to_string();
        for (at, _) in text.match_indices("flows :: ") {
            let name = text[at + 9..].split(|c: char| !c.is_alphanumeric() && c != '_').next();
            self.modules.extend(name.map(str::to_owned));
        }
        self.literals.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
    }
}

#[test]
fn generic_code_names_no_flow() {
    let modules: BTreeSet<_> = fs::read_dir(root().join("app/domain/src/flows"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned())
        .filter(|name| name != "mod")
        .collect();
    assert!(modules.len() > 2, "{modules:?}");
    // A purpose of payments has that name too.
    let ids: BTreeSet<_> = FLOWS.iter().map(|flow| flow.id).filter(|id| *id != "activation").collect();
    let subjects: BTreeSet<_> = FLOWS.iter().filter_map(|flow| flow.subject).map(|question| question.key).collect();
    let slugs: BTreeSet<_> = FLOWS.iter().flat_map(|flow| flow.steps).map(|step| step.slug).collect();
    let asking = FLOWS.iter().filter(|flow| flow.makes != Makes::Nothing).flat_map(|flow| flow.steps);
    let keys: BTreeSet<_> = asking.flat_map(|step| step.questions()).map(|question| question.key).collect();
    // HTML's words.
    let html = BTreeSet::from(["email"]);
    let mut spelled = Vec::new();
    let engine = [
        "app/domain/src/form/",
        "app/src/form/",
        "app/src/islands.rs",
        "server/backend/src/drafts/",
        "server/backend/src/lists.rs",
    ];
    for (name, text) in sources() {
        if !name.contains("/src/") || NAMES_FLOWS.iter().any(|room| name.starts_with(room)) {
            continue;
        }
        let mut named = Named::default();
        named.visit_file(&syn::parse_file(&text).unwrap());
        let other: Vec<_> = named.modules.intersection(&modules).collect();
        assert!(other.is_empty(), "{name} names the flows {other:?}: what it needs belongs into the declaration, or the room");
        // The words of a flow may be those of others. Its id and the key of its subject are its own; in the engine all keys and slugs are.
        for literal in named.literals.iter().map(String::as_str) {
            let in_engine = engine.iter().any(|part| name.starts_with(part)) && !html.contains(literal);
            let of_engine = in_engine && (keys.contains(literal) || slugs.contains(literal));
            let in_sql = ids.iter().chain(&subjects).any(|name| literal.contains(&format!("'{name}'")));
            if of_engine || in_sql || ids.contains(literal) || subjects.contains(literal) {
                spelled.push(format!("{name}: {literal:?}"));
            }
        }
    }
    assert!(spelled.is_empty(), "ids, keys or slugs of flows: {spelled:?}");
}

#[test]
fn rooms_do_not_know_each_other() {
    for (name, text) in sources() {
        if name.starts_with("app/src/ui/") {
            assert!(!text.contains("crate::form::") || text.contains("browser"), "{name}: dumb pieces know no field");
        }
        if let Some(room) =
            name.strip_prefix("app/domain/src/flows/").and_then(|rest| rest.split_once('/')).map(|(room, _)| room)
        {
            for other in text.match_indices("flows::").map(|(at, _)| &text[at + 7..]) {
                assert!(other.starts_with(room), "{name} imports another flow");
            }
        }
    }
}

#[test]
fn only_one_file_of_the_app_asks_where_it_runs() {
    let allowed = ["app/src/lib.rs"];
    for (name, text) in sources() {
        let asks =
            text.contains(concat!("cfg(feature = ", "\"ssr\")")) || text.contains(concat!("cfg(not(feature = ", "\"ssr\")"));
        assert!(!asks || allowed.contains(&name.as_str()), "{name} asks whether it runs on the server");
    }
}

#[test]
fn sql_is_checked_and_nothing_is_allowed_away() {
    for (name, text) in sources().into_iter().filter(|(name, _)| name.contains("/src/")) {
        assert!(
            !text.contains(concat!("#[all", "ow(")) && !text.contains(concat!("#![all", "ow(")),
            "{name}: use #[expect(…, reason)]"
        );
        for banned in
            [concat!("sqlx::query", "("), concat!("sqlx::query_as", "("), concat!("bind:", "value"), concat!("prop:", "value")]
        {
            assert!(!text.contains(banned), "{name} uses {banned}");
        }
    }
}

#[test]
fn reading_never_changes_anything() {
    // Leptos #3786: a server function that is called by GET would be open to a link on another site.
    for (name, text) in sources().into_iter().filter(|(name, _)| name.starts_with("app/src")) {
        assert!(!text.contains(concat!("Get", "Url")), "{name} has a server function by GET");
    }
}

/// Functions and triggers have one place, from where they are created again when they change.
#[test]
fn migrations_hold_tables_and_every_file_of_functions_is_created() {
    let listed = fs::read_to_string(root().join("server/backend/src/database/functions.rs")).unwrap();
    let sql = |folder: PathBuf| {
        let mut files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
        files.sort();
        files
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
    };
    let mut functions = 0;
    for (name, _) in sql(root().join("migrations/functions")) {
        assert!(listed.contains(&format!("migrations/functions/{name}\"")), "{name} is not in database/functions.rs");
        functions += 1;
    }
    assert!(functions >= 10, "{functions}");
    // The last one that held functions itself.
    for (name, text) in sql(root().join("migrations")).filter(|(name, _)| name.as_str() > "20261127200000_place_and_room.sql") {
        let text = text.to_lowercase();
        for what in ["create function", "create or replace function", "create trigger", "create or replace trigger"] {
            assert!(!text.contains(what), "{name}: {what} belongs into migrations/functions");
        }
    }
}
