//! All routes and layers on one screen. The outermost layer stands last.

use app::document;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    routing::{MethodRouter, get, post},
};
use backend::{
    Backend,
    accounts::{self, Sessions},
};
use domain::paths;
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::LeptosRoutes;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use super::limits::Reads;
use super::{
    Stopping, actor, assets, csp, data, dev_mail, dev_pages, events, export, faults, headers, health, html, limits, mail_links,
    mail_look, plain_posts, request_line, same_origin, state::Shared, webhooks,
};
use crate::config::Config;

/// The longest that a request may take.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(30);

/// Addresses and what answers there.
pub(super) type Routes<S> = Vec<(String, MethodRouter<S>)>;

/// The whole of Portico.
#[derive(Debug)]
pub struct Site {
    /// The router.
    pub router: Router,
    /// Every address that it answers at, pages included, parameters as `{name}`; but for the folders of files with the WASM and the fonts.
    pub addresses: Vec<String>,
}

/// Adds routes to a router, and their addresses to the list.
fn mount<S: Clone + Send + Sync + 'static>(router: Router<S>, more: Routes<S>, addresses: &mut Vec<String>) -> Router<S> {
    more.into_iter().fold(router, |router, (path, answers)| {
        addresses.push(path.clone());
        router.route(&path, answers)
    })
}

/// The whole of Portico, ready to serve.
///
/// # Errors
/// If people cannot reach it under the address of the configuration.
pub fn site(config: &Config, backend: Backend, sessions: Sessions, stopping: Stopping) -> Result<Site, backend::Error> {
    let backend = backend.reached_at(&config.origin())?;
    let name = assets::name(&config.site);
    let options = LeptosOptions::builder()
        .output_name(name.clone())
        .site_root(config.site.to_string_lossy().into_owned())
        .site_addr(config.listen)
        .build();
    let shared = Shared {
        backend: backend.clone(),
        origin: config.origin().into(),
        style: format!("/pkg/{name}.css").into(),
        stopping,
        posts_per_minute: i32::try_from(config.posts_per_minute).unwrap_or(i32::MAX),
        reads: Reads::new(config.reads_per_minute).map(Into::into),
        trusted: config.trusted_proxies.clone().into(),
    };
    let provide = move || provide_context(backend.clone());
    let session = SessionManagerLayer::new(sessions)
        .with_name(app::portal::SESSION)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(accounts::IDLE));

    let listed = app::routes();
    let mut addresses: Vec<String> = listed.iter().map(|page| page.path().to_owned()).collect();
    let pages = Router::new().leptos_routes_with_context(&options, listed, provide, {
        let options = options.clone();
        move || document(options.clone())
    });
    // What signed-in people load beside pages.
    let beside: Routes<LeptosOptions> = vec![
        (paths::INVITES_EVENTS.to_owned(), get(events::invites).with_state(shared.clone())),
        (paths::STATEMENT_CSV.to_owned(), get(export::statement).with_state(shared.clone())),
        (paths::MAIL_LOGO.to_owned(), get(mail_look::logo).post(mail_look::take).with_state(shared.clone())),
        (format!("{}/{{notice}}/mail", paths::NOTICES), get(mail_look::notice).with_state(shared.clone())),
        (paths::mail_sample("{sample}"), get(mail_look::sample).with_state(shared.clone())),
        (paths::AUDIT_CSV.to_owned(), get(export::audit).with_state(shared.clone())),
    ];
    let pages = mount(pages, beside, &mut addresses)
        .fallback(leptos_axum::file_and_error_handler::<LeptosOptions, _>(document))
        .layer(middleware::from_fn(html::layer))
        .layer(middleware::from_fn_with_state(shared.clone(), plain_posts::layer))
        .layer(middleware::from_fn_with_state(shared.clone(), limits::layer))
        .layer(middleware::from_fn_with_state(shared.clone(), actor::layer))
        .layer(session)
        .layer(middleware::from_fn_with_state(shared.clone(), same_origin::layer))
        .layer(DefaultBodyLimit::max(faults::LARGEST_BODY))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(middleware::from_fn_with_state(shared.clone(), faults::layer))
        // Fast rather than small: a page is compressed once for one reader.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(options);

    // Addresses that need no sign-in.
    let open: Routes<()> = vec![
        ("/healthz".to_owned(), get(health::healthz)),
        ("/readyz".to_owned(), get(health::readyz).with_state(shared.clone())),
        ("/dev/mail/{number}".to_owned(), get(dev_mail::html).with_state(shared.clone())),
        ("/dev/pages".to_owned(), get(dev_pages::pages).with_state(shared.clone())),
        ("/dev/flows".to_owned(), get(dev_pages::flows).with_state(shared.clone())),
        (
            format!("{}/{{reseller}}", paths::WEBHOOKS),
            post(webhooks::payments).layer(webhooks::bound()).with_state(shared.clone()),
        ),
        (paths::CSP.to_owned(), post(csp::report).with_state(shared)),
    ];
    let open = open.into_iter().chain(assets::files(&config.site)).chain(data::routes()).chain(mail_links::routes()).collect();
    let router = mount(assets::folders(&config.site), open, &mut addresses)
        .merge(pages)
        .layer(middleware::from_fn(headers::layer))
        .layer(middleware::from_fn(request_line::layer))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST + LONGEST))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &axum::extract::Request| {
            // Without the query, which may hold a name, and without a link's token.
            tracing::debug_span!("request", method = %request.method(), path = mail_links::masked(request.uri().path()))
        }));
    Ok(Site { router, addresses })
}
