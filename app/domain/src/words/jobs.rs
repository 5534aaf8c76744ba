//! The words of background jobs, as operators see them: English, then German.

macro_rules! jobs {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    Jobs = "Background jobs" | "Hintergrundaufgaben";
    JobsIntro = "What Portico does by itself: emails, charges, events of payment providers. A job that fails is tried again. After its last try it waits here for you."
        | "Was Portico von selbst tut: E-Mails, Abbuchungen, Ereignisse der Zahlungsdienste. Eine Aufgabe, die scheitert, wird erneut versucht. Nach dem letzten Versuch wartet sie hier auf Sie.";
    JobsFilter = "Filter by state" | "Nach Zustand filtern";
    JobsFailed = "Failed" | "Gescheitert";
    JobsRetrying = "Being retried" | "Wird wiederholt";
    JobsActive = "Running and waiting" | "Läuft und wartet";
    JobsNoneFailed = "No failed jobs" | "Keine gescheiterten Aufgaben";
    JobsNoneRetrying = "No jobs are being retried" | "Keine Aufgabe wird wiederholt";
    JobsNoneActive = "No jobs are running or waiting" | "Keine Aufgabe läuft oder wartet";
    JobColumn = "Job" | "Aufgabe";
    JobColumnReseller = "Reseller" | "Wiederverkäufer";
    JobColumnProblem = "Last problem" | "Letztes Problem";
    JobRunning = "Running" | "Läuft";
    JobRunningDone = "Running: {done} done" | "Läuft: {done} erledigt";
    JobRunningOf = "Running: {done} of {total}" | "Läuft: {done} von {total}";
    JobDue = "Due now" | "Jetzt fällig";
    JobWaiting = "Runs {when}" | "Läuft {when}";
    JobAttempts = "{tried} {tried|attempt|attempts}" | "{tried} {tried|Versuch|Versuche}";
    JobAgain = "Run again" | "Erneut ausführen";
    JobAgainDone = "The job runs again: {name}" | "Die Aufgabe läuft erneut: {name}";
    JobDiscard = "Discard" | "Verwerfen";
    JobDiscardDone = "The job is discarded: {name}" | "Die Aufgabe ist verworfen: {name}";
    JobSettled = "This job is done, or another operator ran it again." | "Diese Aufgabe ist erledigt, oder jemand anderes hat sie erneut ausgeführt.";
    JobSendMail = "Send an email" | "E-Mail senden";
    JobTakeEvent = "Book an event of a payment provider" | "Ereignis eines Zahlungsdienstes buchen";
    JobChargeCard = "Charge a card" | "Karte belasten";
    JobKeepCard = "Save the card of a payment" | "Karte einer Zahlung speichern";
    JobDetachCard = "Remove a card at the payment provider" | "Karte beim Zahlungsdienst entfernen";
    JobResumeRefund = "Finish a refund" | "Rückzahlung abschließen";
    JobChargeDueCards = "Look for cards to charge" | "Zu belastende Karten suchen";
    JobCloseLeftPayments = "Close abandoned payments" | "Verlassene Zahlungen schließen";
    JobSubscribe = "Subscribe to events of payment providers" | "Ereignisse der Zahlungsdienste abonnieren";
    JobChargeMonth = "Charge the months of a customer" | "Monate eines Kunden berechnen";
    JobChargeMonths = "Charge the months that have begun" | "Begonnene Monate berechnen";
    JobProveLedgers = "Check all balances" | "Alle Kontostände prüfen";
    JobSendNotice = "Write the emails of a notice" | "E-Mails einer Mitteilung schreiben";
    JobFillRecords = "Read customers of the previous version" | "Kunden der vorigen Version einlesen";
    JobTrial = "Test job" | "Testaufgabe";
    AuditJobAgain = "Ran a job again" | "Aufgabe erneut ausgeführt";
    AuditJobDiscarded = "Discarded a job" | "Aufgabe verworfen";
    DetailJob = "Job" | "Aufgabe";
    } };
}
pub(super) use jobs;
