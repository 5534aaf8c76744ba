//! Two tabs that changed the same answers: what the later one typed is kept beside the draft until the person chose.

use std::collections::HashMap;

use domain::{
    drafts::{ConflictView, Difference, SaveOutcome, Then},
    form::{Answers, Rows, review},
    forms,
    ids::DraftId,
};
use sqlx::types::Json;

use super::{
    load,
    save::{self, Posted},
    sql,
};
use crate::{Backend, Error, Scope, Tx};

/// Keeps what a stale page typed.
pub(super) async fn keep(backend: &Backend, tx: &mut Tx, scope: &Scope, posted: &Posted) -> Result<(), Error> {
    sqlx::query!(
        "insert into draft_conflicts (reseller_id, draft_id, step, person_id, answers, kept_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (reseller_id, draft_id, step, person_id) do update set answers = excluded.answers, kept_at = excluded.kept_at",
        scope.reseller.0,
        posted.draft.0,
        posted.step,
        scope.person.0,
        Json(storable(&posted.answers)) as _,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was typed as it may lie in the database: without NUL, which Postgres refuses, and without secrets, which are to be typed again.
pub(super) fn storable(answers: &Answers) -> Answers {
    let plain = answers.iter().filter(|(key, _)| !forms::is_secret(key));
    plain.map(|(key, text)| (key.replace('\0', ""), text.replace('\0', ""))).collect()
}

async fn kept(tx: &mut Tx, scope: &Scope, id: DraftId, step: &str) -> Result<Answers, Error> {
    let row = sqlx::query_scalar!(
        r#"select answers as "answers: Json<Answers>" from draft_conflicts
        where reseller_id = $1 and draft_id = $2 and step = $3 and person_id = $4"#,
        scope.reseller.0,
        id.0,
        step,
        scope.person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|answers| answers.0).ok_or(Error::NotFound)
}

/// Both versions, where they differ.
///
/// # Errors
/// [`Error::NotFound`] if there is no such conflict for this person.
pub async fn conflict(
    backend: &Backend,
    scope: &Scope,
    id: DraftId,
    slug: &str,
    reseller: &str,
) -> Result<ConflictView, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let draft = sql::find(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
    let step = draft.flow.step(slug).ok_or(Error::NotFound)?;
    let kept = kept(&mut tx, scope, id, slug).await?;
    let view = load::view(backend, &mut tx, scope, &draft, slug, reseller).await?;
    tx.commit().await?;

    let mut mine = view.answers.clone();
    // A secret is never shown, so it is no difference that a person could judge.
    step.keep(&kept, &mut mine, &|_, _| None);
    let (mut mine, mut saved) = (draft.flow.echo(&mine), view.answers.clone());
    // What means the same is no difference, however it was typed.
    step.settle(&mut mine);
    step.settle(&mut saved);
    let read = |answers: &Answers| -> HashMap<String, String> {
        let sections = review(draft.flow, answers, &view.lists, scope.language()).into_iter();
        sections.flat_map(|section| section.rows).filter_map(|row| Some((row.key, row.value?))).collect()
    };
    let (my_values, saved_values) = (read(&mine), read(&saved));
    let shown = |values: &HashMap<String, String>, key: &str| values.get(key).cloned().unwrap_or_default();
    let of_rows = |answers: &Answers, rows: &Rows| -> Answers {
        let keys = rows.keys(answers).into_iter().filter(|key| !answers.raw(key).is_empty());
        keys.map(|key| (key.clone(), answers.raw(&key).to_owned())).collect()
    };
    // Rows are kept as a whole: one tab's first contact is not the other's.
    let shown_rows = |answers: &Answers, values: &HashMap<String, String>, rows: &Rows| {
        let row = |row: &String| {
            let values = rows.questions.iter().map(|question| shown(values, &rows.key(row, question)));
            values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
        };
        rows.ids(answers).iter().map(row).collect::<Vec<_>>().join("; ")
    };
    let rows = step.rows().filter(|rows| of_rows(&mine, rows) != of_rows(&saved, rows)).map(|rows| Difference {
        key: rows.key.to_owned(),
        mine: shown_rows(&mine, &my_values, rows),
        saved: shown_rows(&saved, &saved_values, rows),
    });
    let differences = step
        .questions()
        // A preset of what is not asked is no difference either.
        .filter(|q| q.secret.is_none() && (q.is_shown(&mine) || q.is_shown(&saved)) && mine.raw(q.key) != saved.raw(q.key))
        .map(|q| Difference { key: q.key.to_owned(), mine: shown(&my_values, q.key), saved: shown(&saved_values, q.key) })
        .chain(rows)
        .collect();
    Ok(ConflictView { draft: view, differences })
}

/// Saves the chosen mixture: under each key of `choices` stands `mine` or `saved`. The version is the one that the conflict page
/// showed, so a third change meanwhile is a conflict again.
///
/// # Errors
/// [`Error::NotFound`] if there is no such conflict for this person.
pub async fn settle(
    backend: &Backend,
    scope: &Scope,
    id: DraftId,
    slug: &str,
    seen: i32,
    choices: &Answers,
) -> Result<SaveOutcome, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let draft = sql::find(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
    let step = draft.flow.step(slug).ok_or(Error::NotFound)?;
    let kept = kept(&mut tx, scope, id, slug).await?;
    tx.commit().await?;

    let mut answers = step.echo(&draft.answers);
    for question in step.questions() {
        let decided = choices.raw(question.key);
        // What did not differ, or became visible only by the choice, comes from this tab.
        if decided == "mine" || (decided.is_empty() && !answers.has(question.key)) {
            answers.set(question.key, kept.raw(question.key));
        }
    }
    for rows in step.rows().filter(|rows| choices.raw(rows.key) == "mine") {
        for key in rows.keys(&answers) {
            answers.remove(&key);
        }
        answers.extend(rows.keys(&kept).iter().map(|key| (key.as_str(), kept.raw(key))));
    }
    let posted = Posted { flow: draft.flow.id.to_owned(), draft: id, seen, tab: String::new(), step: slug.to_owned(), answers };
    save::save_kept(backend, scope, posted, Then::Continue).await
}
