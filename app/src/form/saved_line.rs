//! Saving by itself: a while after the last key stroke, through gloo-net, and the line that says so.

use std::time::Duration;

use domain::{drafts::Autosave, words::Word};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::{
    browser,
    send::{AUTOSAVE, Failure, send},
    state::FormState,
};
use crate::words::{age, t, tf};

/// Whether somebody still types is looked at this often: a timer of its own for each key stroke would cost more than all else it does.
const LOOK: Duration = Duration::from_millis(400);
/// So many looks without a key stroke are a pause: 0.8 to 1.2 seconds.
const PAUSE: u8 = 3;
/// This long after a save that failed.
const RETRY: Duration = Duration::from_secs(5);
/// How often the age of the last save is said anew.
const TICK: Duration = Duration::from_secs(10);

/// The id of the form.
pub const FORM: &str = "step-form";

/// How saving by itself goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The draft was saved so many seconds ago; `None` if it does not exist yet.
    Saved(Option<i64>),
    Saving,
    Stale,
    Elsewhere,
    SignedOut,
    Failed,
}

/// Saves a form while somebody types.
#[derive(Clone, Copy)]
pub struct Saver {
    form: FormState,
    state: RwSignal<State>,
    timer: StoredValue<Option<TimeoutHandle>>,
    // How often it was looked since the last key stroke.
    looks: StoredValue<u8>,
}

impl Saver {
    /// A saver for a form that was saved so many seconds ago. A draft that does not exist yet is not saved by itself: only Continue
    /// makes one.
    pub fn new(form: FormState, age: Option<i64>) -> Self {
        let state = RwSignal::new(State::Saved(age));
        let saver = Self { form, state, timer: StoredValue::new(None), looks: StoredValue::new(PAUSE) };
        // After a failure it tries again by itself.
        Effect::new(move |_| {
            // Whoever types on is waited for already.
            if state.get() == State::Failed && !saver.is_waiting() {
                saver.look_after(RETRY);
            }
        });
        Effect::new(move |_| {
            let age = move || {
                state.update(|state| {
                    if let State::Saved(Some(age)) = state {
                        *age += i64::try_from(TICK.as_secs()).unwrap_or(0);
                    }
                });
            };
            if let Ok(ticking) = set_interval_with_handle(age, TICK) {
                on_cleanup(move || ticking.clear());
            }
        });
        // The page is left before the pause is over, or while a save is under way, which ends with it: what was typed goes along.
        browser::when_left(move || {
            if (saver.stop() || state.get_untracked() == State::Saving) && !browser::send_at_parting(AUTOSAVE, &saver.body()) {
                form.unsaved.set(true);
            }
        });
        // A draft that does not exist yet, and one that can no longer be saved, would be lost.
        browser::guard_leaving(move || form.unsaved.get_untracked() && !saver.is_waiting());
        saver
    }

    /// Something was typed.
    pub fn typed(&self) {
        if self.promises() || self.state.get_untracked() == State::Elsewhere || self.form.version.get_untracked() == 0 {
            return;
        }
        if self.state.get_untracked() != State::Saved(None) {
            self.state.set(State::Saved(None));
        }
        // None waits, or it waits for longer than a pause: to try again.
        let at_once = !self.is_waiting() || self.looks.get_value() >= PAUSE;
        self.looks.set_value(0);
        if at_once {
            self.look_after(LOOK);
        }
    }

    /// Whether the line tells somebody to press Continue, to see what another tab saved or to sign in again.
    pub fn promises(&self) -> bool {
        matches!(self.state.get_untracked(), State::Stale | State::SignedOut)
    }

    /// A field was left: what was typed there need not wait.
    pub fn hurry(&self) {
        if self.stop() {
            spawn_local(self.save());
        }
    }

    fn is_waiting(&self) -> bool {
        self.timer.with_value(Option::is_some)
    }

    /// The whole form is being sent, or the page is left: nothing is saved later. Says whether something was going to be.
    pub fn stop(&self) -> bool {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = &timer {
            timer.clear();
        }
        timer.is_some()
    }

    fn look_after(&self, pause: Duration) {
        self.stop();
        let saver = *self;
        let timer = set_timeout_with_handle(move || saver.look(), pause);
        self.timer.set_value(timer.ok());
    }

    fn look(&self) {
        self.timer.set_value(None);
        self.looks.update_value(|looks| *looks = looks.saturating_add(1));
        if self.looks.get_value() < PAUSE {
            self.look_after(LOOK);
        } else {
            spawn_local(self.save());
        }
    }

    /// The form as it is to be sent. A secret is sent once, with Continue, and not with each pause of whoever types it.
    fn body(&self) -> String {
        let cells = self.form.answers.once(|answers| self.form.step.cells(answers));
        let secrets = cells.iter().filter(|cell| cell.question.secret.is_some()).map(|cell| &*cell.key);
        let text = browser::form(FORM).and_then(|form| browser::urlencoded(&form, secrets));
        self.form.body(&text.unwrap_or_default())
    }

    async fn save(self) {
        self.timer.set_value(None);
        self.looks.set_value(PAUSE);
        self.state.set(State::Saving);
        self.form.unsaved.set(false);
        let sent = self.form.answers.once(Clone::clone);
        match send(AUTOSAVE, self.body()).await {
            Ok(Autosave::Saved(version, problems, said)) => {
                self.form.version.set(version);
                self.state.set(State::Saved(Some(0)));
                let form = self.form;
                form.after_press(move || {
                    form.take_news(&sent, &problems);
                    if form.answers.once(|answers| *answers == sent) {
                        form.said.set(said);
                    }
                });
            }
            Ok(Autosave::Stale) => self.state.set(State::Stale),
            Ok(Autosave::Elsewhere) => self.state.set(State::Elsewhere),
            Err(Failure::SignedOut) => self.state.set(State::SignedOut),
            Err(Failure::Other) => {
                self.form.unsaved.set(true);
                self.state.set(State::Failed);
            }
        }
    }
}

/// The line under the form. Its height is kept, so that it never jumps.
#[component]
pub fn SavedLine(
    /// The saver.
    saver: Saver,
) -> impl IntoView {
    // Read out when it matters, not with each tick.
    let news = move || match saver.state.try_get().unwrap_or(State::Saving) {
        State::Stale => t(Word::AutosaveStale),
        State::Elsewhere => t(Word::AutosaveElsewhere),
        State::SignedOut => t(Word::AutosaveSignedOut),
        State::Failed => t(Word::AutosaveFailed),
        State::Saved(_) | State::Saving => "",
    };
    let said = move || match saver.state.try_get().unwrap_or(State::Saving) {
        State::Saved(Some(seconds)) => tf(Word::SavedAgo, &[("when", &age(seconds, 0))]),
        State::Saved(None) => t(Word::NotSavedYet).to_owned(),
        State::Saving => t(Word::Saving).to_owned(),
        State::Stale | State::Elsewhere | State::SignedOut | State::Failed => String::new(),
    };
    view! {
        <div class="saved-line">
            <p>{said}</p>
            <p role="status" class="saved-news">{news}</p>
        </div>
    }
}
