//! A value that is watched by key: whoever reads one key is told of its changes alone, and whoever reads the whole is told of any. With one
//! signal for all answers of a page each key stroke would wake every field of it.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// A value with keys. Reading it from what outlives its page gives nothing.
pub struct Keyed<T: 'static>(StoredValue<Watched<T>>);

struct Watched<T> {
    value: T,
    whole: ArcTrigger,
    keys: BTreeMap<String, ArcTrigger>,
}

impl<T> Clone for Keyed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Keyed<T> {}

impl<T: Send + Sync> Keyed<T> {
    /// Watches a value.
    pub fn new(value: T) -> Self {
        Self(StoredValue::new(Watched { value, whole: ArcTrigger::new(), keys: BTreeMap::new() }))
    }

    /// Looks at what stands under a key, and at it again whenever that changes.
    pub fn of<R>(&self, key: &str, look: impl FnOnce(&T) -> R) -> Option<R> {
        let trigger = self.0.try_update_value(|watched| {
            if !watched.keys.contains_key(key) {
                watched.keys.insert(key.to_owned(), ArcTrigger::new());
            }
            watched.keys.get(key).cloned()
        });
        trigger.flatten()?.track();
        self.0.try_with_value(|watched| look(&watched.value))
    }

    /// Looks at the whole, and at it again whenever anything of it changes.
    pub fn whole<R>(&self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_with_value(|watched| watched.whole.clone())?.track();
        self.0.try_with_value(|watched| look(&watched.value))
    }

    /// Looks once.
    pub fn once<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        self.0.with_value(|watched| look(&watched.value))
    }

    /// Changes what stands under a key.
    pub fn change(&self, key: &str, how: impl FnOnce(&mut T)) {
        self.change_within(key, how);
        self.0.with_value(|watched| watched.whole.clone()).notify();
    }

    /// Changes what stands under a key so that nothing is different for whoever reads the whole.
    pub fn change_within(&self, key: &str, how: impl FnOnce(&mut T)) {
        let trigger = self.0.try_update_value(|watched| {
            how(&mut watched.value);
            watched.keys.get(key).cloned()
        });
        if let Some(trigger) = trigger.flatten() {
            trigger.notify();
        }
    }

    /// Changes anything.
    pub fn update(&self, how: impl FnOnce(&mut T)) {
        let triggers = self.0.try_update_value(|watched| {
            how(&mut watched.value);
            watched.keys.values().chain([&watched.whole]).cloned().collect::<Vec<_>>()
        });
        for trigger in triggers.into_iter().flatten() {
            trigger.notify();
        }
    }
}
