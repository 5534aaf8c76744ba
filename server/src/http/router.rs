//! All routes and layers on one screen. The outermost layer stands last.

use app::document;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    routing::{get, post},
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
    Stopping, actor, assets, csp, data, dev_mail, events, export, faults, headers, health, html, limits, mail_links, mail_look,
    plain_posts, request_line, same_origin, state::Shared, webhooks,
};
use crate::config::Config;

/// The longest that a request may take.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(30);

/// The whole of Portico as an axum router.
///
/// # Errors
/// If people cannot reach it under the address of the configuration.
pub fn router(config: &Config, backend: Backend, sessions: Sessions, stopping: Stopping) -> Result<Router, backend::Error> {
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

    let pages = Router::new()
        .leptos_routes_with_context(&options, app::routes(), provide, {
            let options = options.clone();
            move || document(options.clone())
        })
        .route(paths::INVITES_EVENTS, get(events::invites).with_state(shared.clone()))
        .route(paths::STATEMENT_CSV, get(export::statement).with_state(shared.clone()))
        .route(paths::MAIL_LOGO, get(mail_look::logo).post(mail_look::take).with_state(shared.clone()))
        .route(&format!("{}/{{notice}}/mail", paths::NOTICES), get(mail_look::notice).with_state(shared.clone()))
        .route(&paths::mail_sample("{sample}"), get(mail_look::sample).with_state(shared.clone()))
        .route(paths::AUDIT_CSV, get(export::audit).with_state(shared.clone()))
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

    let router = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz).with_state(shared.clone()))
        .route("/dev/mail/{number}", get(dev_mail::html).with_state(shared.clone()))
        .route(
            &format!("{}/{{reseller}}", paths::WEBHOOKS),
            post(webhooks::payments).layer(webhooks::bound()).with_state(shared.clone()),
        )
        .route(paths::CSP, post(csp::report).with_state(shared))
        .merge(assets::routes(&config.site))
        .merge(data::routes())
        .merge(mail_links::routes())
        .merge(pages)
        .layer(middleware::from_fn(headers::layer))
        .layer(middleware::from_fn(request_line::layer))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST + LONGEST))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &axum::extract::Request| {
            // Without the query, which may hold a name, and without a link's token.
            tracing::debug_span!("request", method = %request.method(), path = mail_links::masked(request.uri().path()))
        }));
    Ok(router)
}
