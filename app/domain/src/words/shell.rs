//! The words of the shell, signing in, pages that say no: English, then German.

macro_rules! shell {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    // The brand and the shell
    Portico = "Portico" | "Portico";
    SkipToContent = "Skip to the main content" | "Zum Hauptinhalt springen";
    Menu = "Menu" | "Menü";
    MainNavigation = "Main" | "Hauptnavigation";
    Dashboard = "Dashboard" | "Übersicht";
    Customers = "Customers" | "Kunden";
    Drafts = "Drafts" | "Entwürfe";
    CustomersTabs = "Customers" | "Kunden";
    Finder = "Find" | "Suchen";
    FinderIntro = "Go to a customer or a page." | "Zu einem Kunden oder einer Seite gehen.";
    FinderLabel = "A customer’s name, email, phone or account number, or a page" | "Name, E-Mail, Telefon- oder Kontonummer eines Kunden, oder eine Seite";
    FinderFoundOne = "1 entry" | "1 Eintrag";
    FinderFound = "{number} {number|entry|entries}" | "{number} {number|Eintrag|Einträge}";
    FinderNothing = "Nothing here is called “{text}”" | "Nichts hier heißt „{text}“";
    SignOut = "Sign out" | "Abmelden";
    MomentForm = "{day}, {time} UTC" | "{day}, {time} UTC";
    ThemeChoice = "Light or dark" | "Hell oder dunkel";
    ThemeSystem = "Auto" | "Auto";
    ThemeLight = "Light" | "Hell";
    ThemeDark = "Dark" | "Dunkel";
    LanguageChoice = "Language" | "Sprache";
    Yes = "Yes" | "Ja";
    No = "No" | "Nein";
    Optional = "(optional)" | "(freiwillig)";
    RoleOperator = "Operator" | "Betreiber";
    RoleAdministrator = "Administrator" | "Administrator";
    RoleManager = "Manager" | "Manager";
    RoleSupport = "Support" | "Support";
    RoleReadOnly = "Read only" | "Nur lesen";
    RoleAccountAdministrator = "Account administrator" | "Kontoadministrator";
    RoleTechnical = "Technical" | "Technik";
    RoleBilling = "Billing" | "Abrechnung";
    RoleStandardUser = "Standard user" | "Standardnutzer";
    RoleAdministratorHelp = "Everything: customers, users, settings" | "Alles: Kunden, Benutzer, Einstellungen";
    RoleManagerHelp = "Their own messaging clients; reads the rest" | "Die eigenen Nachrichtenkunden; liest den Rest";
    RoleSupportHelp = "Reads customers, resends invitations" | "Liest Kunden, sendet Einladungen erneut";
    RoleReadOnlyHelp = "Reads, changes nothing" | "Liest, ändert nichts";
    RoleAccountAdministratorHelp = "Everything of this account, its users included" | "Alles in diesem Konto, auch seine Benutzer";
    RoleTechnicalHelp = "Numbers, connections and maintenance" | "Rufnummern, Verbindungen und Wartung";
    RoleBillingHelp = "Plan, statement and payments" | "Tarif, Kontoauszug und Zahlungen";
    RoleStandardUserHelp = "What is their own" | "Nur das eigene Konto";

    // Signing in
    SignIn = "Sign in" | "Anmelden";
    SignInIntro = "With your email address and password, or with a passkey." | "Mit E-Mail-Adresse und Passwort oder mit einem Passkey.";
    Email = "E-mail address" | "E-Mail-Adresse";
    Password = "Password" | "Passwort";
    SignInMissingEmail = "Enter your e-mail address" | "Geben Sie Ihre E-Mail-Adresse ein";
    SignInMissingPassword = "Enter your password" | "Geben Sie Ihr Passwort ein";
    SignInRefused = "The e-mail address and the password do not go together. Check both and try again"
        | "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beide und versuchen Sie es erneut";
    SignInWait = "There were too many failed attempts. Wait {seconds} {seconds|second|seconds}, then try again"
        | "Es gab zu viele Fehlversuche. Warten Sie {seconds} {seconds|Sekunde|Sekunden} und versuchen Sie es dann erneut";
    SignedOutNote = "You were signed out. Sign in to go on: what you typed is kept for an hour, except passwords"
        | "Sie wurden abgemeldet. Melden Sie sich an, um fortzufahren: Ihre Eingaben sind eine Stunde lang aufgehoben, außer Passwörtern";

    // Pages that say no
    NotFoundTitle = "Page not found" | "Seite nicht gefunden";
    NotFoundBody = "There is nothing at this address, or not for you. If you typed the address, check it."
        | "An dieser Adresse ist nichts, oder nicht für Sie. Falls Sie die Adresse getippt haben, prüfen Sie sie.";
    ForbiddenTitle = "Your role does not allow this" | "Ihre Rolle erlaubt das nicht";
    FaultTitle = "Something went wrong on our side" | "Bei uns ist etwas schiefgegangen";
    FaultBody = "What you typed was not lost. Trying again is safe: nothing is made twice."
        | "Ihre Eingaben sind nicht verloren. Ein neuer Versuch ist sicher: Nichts wird doppelt angelegt.";
    FaultReference = "If it happens again, tell us this reference: {reference}"
        | "Falls es wieder geschieht, nennen Sie uns diese Nummer: {reference}";
    TryAgain = "Try again" | "Erneut versuchen";
    ToDashboard = "Go to the dashboard" | "Zur Übersicht";
    ForeignTitle = "This request came from another site" | "Diese Anfrage kam von einer anderen Seite";
    ForeignBody = "For your safety it was not carried out. Open this site yourself and do it there."
        | "Zu Ihrer Sicherheit wurde sie nicht ausgeführt. Öffnen Sie diese Seite selbst und tun Sie es dort.";
    BusyTitle = "This site cannot answer right now" | "Diese Seite kann gerade nicht antworten";
    BusyBody = "Wait a few seconds, then try again. What you typed is kept, except passwords and codes." | "Warten Sie einige Sekunden und versuchen Sie es dann erneut. Was Sie eingegeben haben, ist noch da, außer Passwörtern und Codes.";
    OtherAccountTitle = "You are in another account now" | "Sie sind jetzt in einem anderen Konto";
    OtherAccountBody = "This page was opened in another of your accounts, and you are in {account} now. Nothing was changed. To send it where it belongs, switch back in another tab and press “Try again” here." | "Diese Seite wurde in einem anderen Ihrer Konten geöffnet, und Sie sind jetzt in {account}. Nichts wurde geändert. Um sie dort zu senden, wohin sie gehört, wechseln Sie in einem anderen Tab zurück und drücken hier „Erneut versuchen“.";
    OtherAccountPage = "In another tab you went on to {account}. This page is still of the account before: nothing that you send from it changes anything." | "In einem anderen Tab sind Sie zu {account} gewechselt. Diese Seite gehört noch zum vorigen Konto: Was Sie von hier senden, ändert nichts.";
    OtherAccountGo = "Go to its first page" | "Zu dessen Startseite";
    UnreadableTitle = "This form could not be read" | "Dieses Formular konnte nicht gelesen werden";
    UnreadableBody = "Something changed it on its way to us. Go back, reload the page, and send it again. Nothing was saved." | "Etwas hat es auf dem Weg zu uns verändert. Gehen Sie zurück, laden Sie die Seite neu, und senden Sie es noch einmal. Nichts wurde gespeichert.";
    TooManyPostsTitle = "That was too much at once" | "Das war zu viel auf einmal";
    TooMuchReadBody = "Very many pages were opened from here lately. Wait {seconds} {seconds|second|seconds}, then reload this one" | "Von hier wurden zuletzt sehr viele Seiten geöffnet. Warten Sie {seconds} {seconds|Sekunde|Sekunden} und laden Sie diese dann neu";
    TooManyPostsBody = "Very much was sent from here lately. Wait {seconds} {seconds|second|seconds}, then try again: what you typed is still here, but for passwords."
        | "Von hier wurde zuletzt sehr viel gesendet. Warten Sie {seconds} {seconds|Sekunde|Sekunden} und versuchen Sie es dann erneut: Ihre Eingaben sind noch da, nur Passwörter nicht.";
    TooMuchTitle = "That is too much for one page" | "Das ist zu viel für eine Seite";
    TooMuchFile = "The file is too large. Go back and choose a smaller one."
        | "Die Datei ist zu groß. Gehen Sie zurück und wählen Sie eine kleinere.";
    TooSlowTitle = "The page did not arrive in time" | "Die Seite kam nicht rechtzeitig an";
    TooSlowBody = "Your connection is slow or broke off. Nothing was changed. Go back and send it again." | "Ihre Verbindung ist langsam oder brach ab. Nichts wurde geändert. Gehen Sie zurück und senden Sie es noch einmal.";
    TooMuchBody = "A page takes up to a megabyte. Go back, shorten what you typed or pasted, and send it again."
        | "Eine Seite nimmt bis zu einem Megabyte. Gehen Sie zurück, kürzen Sie, was Sie getippt oder eingefügt haben, und senden Sie es erneut.";
    } };
}
pub(super) use shell;
