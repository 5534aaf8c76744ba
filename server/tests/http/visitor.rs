//! Somebody who talks to Portico by HTTP, with cookies and without the WASM.

use std::{collections::BTreeMap, sync::Arc};

use backend::{accounts::Sessions, demo, testing::Stage};
use clap::Parser;
use reqwest::{Client, Response, header, redirect::Policy};
use server::{config::Config, http, sandbox::Sandbox};
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};
use tokio::net::TcpListener;

/// Portico on a port of its own, and somebody who talks to it without the WASM.
pub struct Visitor {
    pub stage: Arc<Stage>,
    pub address: String,
    pub client: Client,
    pub cookies: BTreeMap<String, String>,
    /// Every address that answers, parameters as `{name}`.
    pub addresses: Arc<[String]>,
}

impl Visitor {
    pub async fn new(options: PgConnectOptions) -> Self {
        Self::with(options, &[]).await
    }

    /// The same with more flags.
    pub async fn with(options: PgConnectOptions, more: &[&str]) -> Self {
        Self::at(Stage::set(options).await, more).await
    }

    /// The same with the payment provider for development beside it, as a process of its own, and the system's clock.
    pub async fn paying(options: PgConnectOptions) -> (Self, Sandbox) {
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_portico"));
        let sandbox = server::sandbox::start_as(program, "127.0.0.1:0").await.unwrap();
        let mut stage = Stage::set(options).await;
        stage.catch_up();
        stage.backend = stage.backend.paying_at(None, Some(sandbox.origin()));
        (Self::at(stage, &[]).await, sandbox)
    }

    async fn at(stage: Stage, more: &[&str]) -> Self {
        let stage = Arc::new(stage);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let listen = address.to_string();
        let mut args = vec!["portico", "--listen", &listen, "--site", "/nowhere"];
        args.extend(if more.is_empty() { &["--posts-per-minute", "0", "--reads-per-minute", "0"] } else { more });
        let config = Config::parse_from(args);
        let sessions = Sessions::new(stage.backend.clone());
        let site = http::site(&config, stage.backend.clone(), sessions, http::Stopping::default()).unwrap();
        tokio::spawn(async move {
            http::serve(listener, site.router, std::future::pending()).await;
        });
        // One for the process: a second test of the same process finds it there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let addresses = site.addresses.into();
        Self { stage, address: format!("http://localhost:{}", address.port()), client, cookies: BTreeMap::new(), addresses }
    }

    /// Somebody else at the same Portico, or the same person in another browser.
    pub fn another(&self) -> Self {
        let (stage, client, addresses) = (self.stage.clone(), self.client.clone(), self.addresses.clone());
        Self { stage, address: self.address.clone(), client, cookies: BTreeMap::new(), addresses }
    }

    pub async fn signed_in(options: PgConnectOptions, who: &str) -> Self {
        let mut visitor = Self::new(options).await;
        visitor.sign_in(who, demo::PASSWORD).await;
        visitor
    }

    pub async fn sign_in(&mut self, who: &str, password: &str) -> Response {
        self.post("/api/sign-in", &[("email", who), ("password", password), ("next", "/")]).await
    }

    pub fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub fn keep(&mut self, response: &Response) {
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            // ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4: every cookie that anything ever sets.
            // tower-sessions takes its cookie away without them; ours follows.
            if !text.contains("session=; ") {
                assert!(text.contains("Secure") && text.contains("HttpOnly") && text.contains("SameSite=Lax"), "{text}");
            }
            assert!(text.starts_with("__Host-") && text.contains("Path=/"), "{text}");
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub async fn get(&mut self, path: &str) -> Response {
        let response = self
            .client
            .get(format!("{}{path}", self.address))
            .header(header::COOKIE, self.cookie())
            .header(header::ACCEPT, "text/html")
            .send()
            .await
            .unwrap();
        self.keep(&response);
        response
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.post_as(path, fields, "text/html", &[("sec-fetch-site", "same-origin")]).await
    }

    pub async fn post_as(&mut self, path: &str, fields: &[(&str, &str)], accept: &str, more: &[(&str, &str)]) -> Response {
        let mut request = self
            .client
            .post(format!("{}{path}", self.address))
            .header(header::COOKIE, self.cookie())
            .header(header::ACCEPT, accept)
            .form(fields);
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        self.keep(&response);
        response
    }

    /// Sends a form and goes where the answer leads; gives that address and what its page says was done.
    pub async fn doing(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let response = self.post(path, fields).await;
        self.told(&response).await
    }

    /// Goes where an answer leads; gives that address and what its page says was done.
    pub async fn told(&mut self, response: &Response) -> String {
        let to = location(response);
        let page = self.get(&to).await.text().await.unwrap();
        let said = page.split_once("<p role=\"status\"").map_or("nothing", |(_, rest)| between(rest, "<bdi>", "</bdi>"));
        // Which part of the page is in sight is for tests in a browser.
        format!("{}: {said}", to.split('#').next().unwrap_or_default())
    }

    /// Sends a wizard's step as a browser without JavaScript does; gives the address that follows.
    pub async fn step(&mut self, draft: &str, version: &str, step: &str, answers: &[(&str, &str)]) -> String {
        location(&self.step_of("white_label", draft, version, step, answers).await)
    }

    /// Answers every step of a customer whom the reseller administrates.
    pub async fn walk_white_label(&mut self, draft: &str, company: &str) {
        let mut owner = self.stage.owner.connect().await.unwrap();
        let sql = "select p.id::text from plans p join resellers r on r.id = p.reseller_id where r.name = 'Acme Telecom' and p.name = 'Business'";
        let plan: String = owner.fetch_one(sql).await.unwrap().get(0);
        let answers = backend::testing::white_label(company, &plan);
        let answers: Vec<(&str, &str)> = answers.iter().collect();
        for (version, step) in [("0", "administrator"), ("1", "contact"), ("2", "addresses"), ("3", "plan")] {
            self.step(draft, version, step, &answers).await;
        }
    }

    /// What the check page of a draft shows of prices and payers, as its form sends it back.
    pub async fn confirmed(&mut self, draft: &str) -> String {
        let page = self.get(&format!("/customers/new/{draft}/check")).await.text().await.unwrap();
        let value = page.split("name=\"confirmed\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        value.unwrap_or_default().replace("&quot;", "\"").replace("&amp;", "&")
    }

    /// Looks at the check page of a draft and presses its button.
    pub async fn submit(&mut self, draft: &str) -> Response {
        let confirmed = self.confirmed(draft).await;
        self.post("/api/drafts/submit", &[("draft", draft), ("confirmed", &confirmed)]).await
    }

    /// Looks at the statement and presses the button that pays what is owed.
    pub async fn pay_owed(&mut self) -> Response {
        let page = self.get("/statement").await.text().await.unwrap();
        let amount = page.split("name=\"amount\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        self.post("/statement", &[("do", "pay"), ("amount", amount)]).await
    }

    /// The same of any flow, with the whole answer.
    pub async fn step_of(&mut self, flow: &str, draft: &str, version: &str, step: &str, answers: &[(&str, &str)]) -> Response {
        let names: Vec<String> = answers.iter().map(|(key, _)| format!("answers[{key}]")).collect();
        let mut fields = vec![("flow", flow), ("draft", draft), ("version", version), ("step", step), ("then", "continue")];
        fields.extend(names.iter().zip(answers).map(|(name, (_, text))| (name.as_str(), *text)));
        self.post("/api/drafts/save-step", &fields).await
    }
}

/// What is between two pieces of a page.
pub fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {page}")).split(after).next().unwrap()
}

/// Where an answer leads.
pub fn location(response: &Response) -> String {
    let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
    to.unwrap_or_else(|| panic!("no redirect but {}", response.status()))
}
