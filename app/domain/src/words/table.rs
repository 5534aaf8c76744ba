//! The words: English, then German.

use serde::{Deserialize, Serialize};

#[cfg(feature = "data")]
use super::{Language, pseudo};

// A word that is missing in one language does not compile.
macro_rules! words {
    ($($name:ident = $english:literal | $german:literal;)*) => {
        /// A word or a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        // By number: names would put every word into the WASM twice more.
        #[serde(into = "u16", try_from = "u16")]
        pub enum Word { $(#[doc = $english] $name,)* }

        impl Word {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in a language.
            #[cfg(feature = "data")]
            pub fn text(self, language: Language) -> &'static str {
                match language {
                    Language::English => self.english(),
                    Language::German => match self { $(Self::$name => $german,)* },
                    Language::Accented => pseudo::accented(self),
                    Language::Mirrored => pseudo::mirrored(self),
                }
            }

            /// The word in English, from which the others are made.
            #[cfg(feature = "data")]
            pub(super) const fn english(self) -> &'static str {
                match self { $(Self::$name => $english,)* }
            }
        }
    };
}

impl From<Word> for u16 {
    fn from(word: Word) -> Self {
        word as Self
    }
}

impl TryFrom<u16> for Word {
    type Error = &'static str;

    fn try_from(number: u16) -> Result<Self, Self::Error> {
        Self::ALL.get(usize::from(number)).copied().ok_or("no word has this number")
    }
}

words! {
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
    FinderLabel = "The beginning of a customer’s name, or what you want to do" | "Der Anfang eines Kundennamens, oder was Sie tun möchten";
    FinderFoundOne = "1 entry" | "1 Eintrag";
    FinderFound = "{number} entries" | "{number} Einträge";
    FinderNothing = "Nothing here is called “{text}”" | "Nichts hier heißt „{text}“";
    SignOut = "Sign out" | "Abmelden";
    ThemeChoice = "Light or dark" | "Hell oder dunkel";
    ThemeSystem = "Auto" | "Auto";
    ThemeLight = "Light" | "Hell";
    ThemeDark = "Dark" | "Dunkel";
    LanguageChoice = "Language" | "Sprache";
    Yes = "Yes" | "Ja";
    No = "No" | "Nein";
    Loading = "Loading …" | "Wird geladen …";
    Optional = "(optional)" | "(freiwillig)";
    RoleOperator = "Operator" | "Betreiber";
    RoleAdministrator = "Administrator" | "Administrator";
    RoleManager = "Manager" | "Manager";
    RoleSupport = "Support" | "Support";
    RoleReadOnly = "Read only" | "Nur lesen";
    RoleAccountAdministrator = "Account administrator" | "Kontoadministrator";

    // Signing in
    SignIn = "Sign in" | "Anmelden";
    SignInIntro = "Customer onboarding for resellers of communication services."
        | "Kunden aufnehmen, für Wiederverkäufer von Kommunikationsdiensten.";
    Email = "E-mail address" | "E-Mail-Adresse";
    Password = "Password" | "Passwort";
    SignInMissingEmail = "Enter your e-mail address" | "Geben Sie Ihre E-Mail-Adresse ein";
    SignInMissingPassword = "Enter your password" | "Geben Sie Ihr Passwort ein";
    SignInRefused = "The e-mail address and the password do not go together. Check both and try again"
        | "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beide und versuchen Sie es erneut";
    SignInWait = "There were too many failed attempts. Wait {seconds} seconds, then try again"
        | "Es gab zu viele Fehlversuche. Warten Sie {seconds} Sekunden und versuchen Sie es dann erneut";
    SignedOutNote = "You were signed out. Sign in to go on: what you typed is kept"
        | "Sie wurden abgemeldet. Melden Sie sich an, um fortzufahren: Ihre Eingaben sind aufgehoben";
    NotStaffTitle = "Your account" | "Ihr Konto";
    NotStaffBody = "Your own pages are not open yet. The people of your provider can see and change your account meanwhile."
        | "Ihre eigenen Seiten sind noch nicht offen. Die Leute Ihres Anbieters können Ihr Konto inzwischen einsehen und ändern.";

    // Dashboard and customers
    DashboardGreeting = "Good to see you, {name}" | "Schön, Sie zu sehen, {name}";
    DashboardIntro = "Start a new customer or go on with one that is under way."
        | "Legen Sie einen Kunden an oder machen Sie bei einem weiter, der in Arbeit ist.";
    RecentCustomers = "Newest customers" | "Neueste Kunden";
    OpenDrafts = "Under way" | "In Arbeit";
    AllCustomers = "All customers" | "Alle Kunden";
    AllDrafts = "All drafts" | "Alle Entwürfe";
    CreateNewCustomer = "Create New Customer" | "Neuen Kunden anlegen";
    OnlyAdministratorsCreate = "Only administrators can create customers. Ask an administrator of {reseller} to do it or to change your role."
        | "Nur Administratoren können Kunden anlegen. Bitten Sie einen Administrator von {reseller}, es zu tun oder Ihre Rolle zu ändern.";
    CustomersIntro = "Everybody whom {reseller} serves." | "Alle, die {reseller} betreut.";
    ColumnName = "Name" | "Name";
    ColumnContact = "Contact" | "Ansprechperson";
    ColumnState = "State" | "Zustand";
    ColumnPayer = "Who pays" | "Wer zahlt";
    ColumnCreated = "Created" | "Angelegt";
    SearchByName = "Find by the beginning of the name" | "Nach dem Anfang des Namens suchen";
    Search = "Find" | "Suchen";
    ClearSearch = "Show all" | "Alle zeigen";
    NextPage = "Next {number}" | "Nächste {number}";
    FirstPage = "Back to the newest" | "Zurück zu den neuesten";
    NoCustomersTitle = "No customers yet" | "Noch keine Kunden";
    NoCustomersBody = "A customer is a company that you serve. The first one takes about five minutes: contact, addresses, plan."
        | "Ein Kunde ist eine Firma, die Sie betreuen. Der erste dauert etwa fünf Minuten: Ansprechperson, Adressen, Tarif.";
    NoMatchTitle = "No customer’s name begins with “{name}”" | "Kein Kundenname beginnt mit „{name}“";
    NoMatchBody = "Only the beginning of the name is compared. Capitals and spaces do not matter."
        | "Verglichen wird nur der Anfang des Namens. Großschreibung und Leerzeichen spielen keine Rolle.";
    StateActive = "Active" | "Aktiv";
    StateSuspended = "Suspended" | "Gesperrt";
    StateClosed = "Closed" | "Geschlossen";
    PayerReseller = "Reseller" | "Wiederverkäufer";
    PayerCard = "Customer’s card" | "Karte des Kunden";
    CustomerPlan = "Plan" | "Tarif";
    CustomerMonthly = "Monthly price" | "Preis im Monat";
    CustomerSetup = "Set-up fee" | "Einrichtungsgebühr";
    CustomerPeople = "Account administrators" | "Kontoadministratoren";

    // Ages
    AgeNow = "just now" | "gerade eben";
    AgeMinutes = "{number} min ago" | "vor {number} Min.";
    AgeHours = "{number} h ago" | "vor {number} Std.";
    AgeYesterday = "yesterday" | "gestern";
    AgeDays = "{number} days ago" | "vor {number} Tagen";

    // Drafts
    DraftsIntro = "Customers that somebody began to create. Anybody who may create customers can go on with them, on any device."
        | "Kunden, mit denen jemand begonnen hat. Wer Kunden anlegen darf, kann auf jedem Gerät damit weitermachen.";
    DraftUnnamed = "Not named yet" | "Noch ohne Namen";
    DraftBy = "Begun by" | "Begonnen von";
    DraftSaved = "Last saved" | "Zuletzt gespeichert";
    DraftResume = "Resume" | "Weitermachen";
    DraftResumeOf = "Resume {name}" | "Mit {name} weitermachen";
    DraftDiscard = "Discard" | "Verwerfen";
    DraftDiscardOf = "Discard {name}" | "{name} verwerfen";
    DraftActions = "What to do" | "Was tun";
    NoDraftsTitle = "Nothing is under way" | "Nichts ist in Arbeit";
    NoDraftsBody = "When you leave “Create New Customer” before the end, what you typed waits here."
        | "Wenn Sie „Neuen Kunden anlegen“ vor dem Ende verlassen, wartet hier, was Sie eingegeben haben.";
    DiscardTitle = "Discard this draft?" | "Diesen Entwurf verwerfen?";
    DiscardBody = "All answers given so far will be lost. No customer was made and nobody was charged."
        | "Alle bisherigen Antworten gehen verloren. Es wurde kein Kunde angelegt und niemandem etwas berechnet.";
    DiscardConfirm = "Discard the draft" | "Entwurf verwerfen";
    DiscardKeep = "Keep it and go back" | "Behalten und zurückgehen";

    // The wizard
    StepOf = "Step {number} of {count}" | "Schritt {number} von {count}";
    StepsLabel = "Steps" | "Schritte";
    StepDone = "completed" | "erledigt";
    StepCurrent = "current" | "aktuell";
    StepOpen = "to do" | "zu tun";
    StepLater = "cannot start yet" | "noch nicht möglich";
    Back = "Back" | "Zurück";
    Continue = "Continue" | "Weiter";
    SaveForLater = "Save and come back later" | "Speichern und später weitermachen";
    Cancel = "Cancel" | "Abbrechen";
    Saving = "Saving …" | "Wird gespeichert …";
    SavedAgo = "Saved {when}" | "Gespeichert {when}";
    NotSavedYet = "Not saved yet" | "Noch nicht gespeichert";
    AutosaveStale = "These answers were changed in another tab or on another device, so this tab no longer saves by itself. Press Continue to see both."
        | "Diese Antworten wurden in einem anderen Tab oder auf einem anderen Gerät geändert, deshalb speichert dieser Tab nicht mehr von selbst. Drücken Sie Weiter, um beide zu sehen.";
    AutosaveFailed = "Could not be saved just now. What you typed is still here; Portico tries again."
        | "Konnte gerade nicht gespeichert werden. Ihre Eingaben sind noch da; Portico versucht es erneut.";
    AutosaveSignedOut = "You were signed out. Press Continue to sign in and come back to what you typed."
        | "Sie wurden abgemeldet. Drücken Sie Weiter, um sich anzumelden und zu Ihren Eingaben zurückzukommen.";
    ErrorPrefix = "Error: " | "Fehler: ";
    ErrorHidden = "Error:" | "Fehler:";
    ThereIsAProblem = "There is a problem" | "Es gibt ein Problem";
    SecretGiven = "Set. Leave this empty to keep it." | "Gesetzt. Lassen Sie das Feld leer, damit es so bleibt.";
    ShowPassword = "Show password" | "Passwort anzeigen";
    NothingFits = "Nothing of the list fits" | "Nichts in der Liste passt";
    ChooseOne = "Choose one" | "Bitte wählen";
    SummaryTitle = "So far" | "Bisher";
    SummaryCustomer = "Customer" | "Kunde";
    SummaryContact = "Contact" | "Ansprechperson";
    SummaryAdministrates = "Administrates" | "Verwaltet von";
    SummaryPlan = "Plan" | "Tarif";
    SummaryEmpty = "Not answered yet" | "Noch nicht beantwortet";
    SummaryYou = "You, for {reseller}" | "Ihnen, für {reseller}";
    AdministratorQuestion = "Who is going to administrate the account?" | "Wer wird das Konto verwalten?";
    AdministratorCustomer = "The new customer" | "Der neue Kunde";
    AdministratorCustomerHelp = "They confirm their data by e-mail, pay by their own card, and administrate the account from then on."
        | "Der Kunde bestätigt seine Daten per E-Mail, zahlt mit eigener Karte und verwaltet das Konto von da an selbst.";
    AdministratorCustomerUnavailable = "Cannot be used yet: it needs a payment gateway, and none is connected. To set the account up on the customer’s behalf, take the other option."
        | "Geht noch nicht: Es braucht einen Zahlungsdienst, und keiner ist angeschlossen. Um das Konto für den Kunden einzurichten, nehmen Sie die andere Möglichkeit.";
    AdministratorReseller = "Me, the White Label administrator" | "Ich, der White-Label-Administrator";
    AdministratorResellerHelp = "You set everything up on the customer’s behalf and become an Account Administrator. All charges go to your white-label account."
        | "Sie richten alles für den Kunden ein und werden Kontoadministrator. Alle Kosten gehen auf Ihr White-Label-Konto.";
    ContactTitle = "Authorized contact and business information" | "Bevollmächtigte Ansprechperson und Firmendaten";
    ContactIntro = "Who the customer is, and who may speak for it." | "Wer der Kunde ist und wer für ihn sprechen darf.";
    ContactHeadingBusiness = "Business" | "Firma";
    ContactHeadingPerson = "Authorized contact" | "Bevollmächtigte Ansprechperson";
    CompanyName = "Company name" | "Firmenname";
    CompanyNameHelp = "The full legal name. It must not be in use by another customer of yours."
        | "Der volle rechtliche Name. Kein anderer Ihrer Kunden darf ihn tragen.";
    RegistrationNumber = "Registration number" | "Registernummer";
    RegistrationNumberHelp = "As in the company register." | "Wie im Handelsregister.";
    GivenName = "First name" | "Vorname";
    FamilyName = "Last name" | "Nachname";
    JobTitle = "Job title" | "Position";
    ContactEmailHelp = "For news about the account. No mail is sent now."
        | "Für Nachrichten zum Konto. Jetzt wird keine E-Mail verschickt.";
    Phone = "Phone number" | "Telefonnummer";
    ContactPhoneHelp = "So that you can reach them when something is wrong with the service. Begin with + and the country’s code, or write it as people of the billing country do."
        | "Damit Sie jemanden erreichen, wenn mit dem Dienst etwas nicht stimmt. Beginnen Sie mit + und der Landesvorwahl, oder schreiben Sie sie, wie man es im Land der Rechnungsadresse tut.";
    AddressesTitle = "Address and service address" | "Adresse und Dienstadresse";
    AddressesIntro = "The first is where bills go. The second is where the service is used; emergency services may need it."
        | "An die erste gehen Rechnungen. An der zweiten wird der Dienst genutzt; Notrufstellen brauchen sie vielleicht.";
    BillingAddress = "Billing address" | "Rechnungsadresse";
    ServiceAddress = "Service address" | "Dienstadresse";
    ServiceSame = "Is the service address the same as the billing address?"
        | "Ist die Dienstadresse dieselbe wie die Rechnungsadresse?";
    ServiceSameHelp = "Choose No to give another one." | "Wählen Sie Nein, um eine andere anzugeben.";
    AddressLine1 = "Street and number" | "Straße und Hausnummer";
    AddressLine2 = "Suite, floor or building" | "Gebäude, Stockwerk oder Büro";
    City = "City or town" | "Stadt oder Ort";
    Region = "State, province or region" | "Bundesland, Provinz oder Region";
    PostalCode = "Postal code" | "Postleitzahl";
    Country = "Country" | "Land";
    State = "State" | "Bundesstaat";
    Province = "Province" | "Provinz";
    Island = "Island" | "Insel";
    Department = "Department" | "Departement";
    Parish = "Parish" | "Gemeinde";
    County = "County" | "Grafschaft";
    Oblast = "Oblast" | "Oblast";
    Emirate = "Emirate" | "Emirat";
    Area = "Area" | "Gebiet";
    Prefecture = "Prefecture" | "Präfektur";
    DoSi = "Province or city (do, si)" | "Provinz oder Stadt (Do, Si)";
    District = "District" | "Bezirk";
    PostTown = "Post town" | "Postort";
    Suburb = "Suburb" | "Ortsteil";
    Neighborhood = "Neighborhood" | "Stadtviertel";
    Townland = "Townland" | "Townland";
    VillageTownship = "Village or township" | "Dorf oder Gemarkung";
    ZipCode = "ZIP code" | "ZIP-Code";
    Eircode = "Eircode" | "Eircode";
    PinCode = "PIN code" | "PIN-Code";
    SortingCode = "Sorting code (CEDEX)" | "Sortiercode (CEDEX)";
    ChangeCountry = "Show the fields of this country" | "Felder dieses Landes zeigen";
    Plan = "Plan" | "Tarif";
    PlanTitle = "Plan and payment" | "Tarif und Zahlung";
    PlanIntro = "What the customer gets, and who pays for it." | "Was der Kunde bekommt und wer dafür zahlt.";
    PlanMonthly = "{price} a month" | "{price} im Monat";
    PlanNoSetup = "no set-up fee" | "keine Einrichtungsgebühr";
    PlanSetup = "set-up {price} once" | "einmalig {price} für die Einrichtung";
    PlanIncludes = "{trunks} trunks and {messages} messages included"
        | "{trunks} Leitungen und {messages} Nachrichten inbegriffen";
    ChargeSentence = "{reseller} is charged {setup} for the set-up now and {monthly} every month. The customer is charged nothing by Portico."
        | "{reseller} werden jetzt {setup} für die Einrichtung und jeden Monat {monthly} berechnet. Portico berechnet dem Kunden nichts.";
    ChargeSentenceNoSetup = "{reseller} is charged {monthly} every month and no set-up fee. The customer is charged nothing by Portico."
        | "{reseller} werden jeden Monat {monthly} und keine Einrichtungsgebühr berechnet. Portico berechnet dem Kunden nichts.";
    ChargeNoPlan = "Choose a plan to see who is charged what." | "Wählen Sie einen Tarif, um zu sehen, wem was berechnet wird.";
    WhoIsCharged = "Who is charged what" | "Wem was berechnet wird";
    CheckTitle = "Check your answers" | "Prüfen Sie Ihre Antworten";
    CheckIntro = "Nothing has been made or charged yet. That happens when you press “Create customer”."
        | "Noch wurde nichts angelegt oder berechnet. Das geschieht, wenn Sie „Kunden anlegen“ drücken.";
    CheckChange = "Change" | "Ändern";
    CheckChangeOf = "Change {label}" | "{label} ändern";
    NotProvided = "Not provided" | "Nicht angegeben";
    ReviewSecretSet = "Set" | "Gesetzt";
    CreateCustomer = "Create customer" | "Kunden anlegen";
    DoneTitle = "Your new customer has been successfully created!" | "Ihr neuer Kunde wurde erfolgreich angelegt!";
    DoneIntro = "{name} is active. You are its Account Administrator." | "{name} ist aktiv. Sie sind der Kontoadministrator.";
    DoneNext = "What happens next" | "Wie es weitergeht";
    DoneOpen = "Open {name}" | "{name} öffnen";
    DoneAddUser = "Add an existing user" | "Einen vorhandenen Benutzer hinzufügen";
    DoneCreateUser = "Create a new user" | "Einen neuen Benutzer anlegen";
    DoneInviteUser = "Invite users by e-mail" | "Benutzer per E-Mail einladen";
    DoneUsersLater = "The pages for users come next; until then you administrate the account yourself."
        | "Die Seiten für Benutzer kommen als Nächstes; bis dahin verwalten Sie das Konto selbst.";
    DoneAnother = "Create another customer" | "Noch einen Kunden anlegen";

    // A conflict
    ConflictTitle = "Two versions of the same answers" | "Zwei Fassungen derselben Antworten";
    ConflictIntro = "While this page was open, the draft was changed in another tab or on another device. Nothing was overwritten. Choose which answers to keep."
        | "Während diese Seite offen war, wurde der Entwurf in einem anderen Tab oder auf einem anderen Gerät geändert. Nichts wurde überschrieben. Wählen Sie, welche Antworten bleiben.";
    ConflictMine = "Typed here" | "Hier eingegeben";
    ConflictSaved = "Saved meanwhile" | "Inzwischen gespeichert";
    ConflictKeep = "Keep the chosen answers" | "Die gewählten Antworten behalten";
    ConflictNothing = "Nothing" | "Nichts";

    // Problems with answers
    ProblemMissing = "Enter the {field}" | "Füllen Sie das Feld „{label}“ aus";
    ProblemChoose = "Choose an answer: {label}" | "Wählen Sie eine Antwort: {label}";
    ProblemTooLong = "{label} must be {number} characters or fewer" | "{label}: höchstens {number} Zeichen";
    ProblemTooShort = "{label} must be {number} characters or more" | "{label}: mindestens {number} Zeichen";
    ProblemMalformed = "Write the {field} in the correct format, like {example}"
        | "Schreiben Sie „{label}“ in der richtigen Form, etwa {example}";
    ProblemAtLeast = "Enter {number} or more: {label}" | "Geben Sie mindestens {number} ein: {label}";
    ProblemAtMost = "Enter {number} or less: {label}" | "Geben Sie höchstens {number} ein: {label}";
    ProblemNotWhole = "{label} must be a whole number" | "{label}: nur ganze Zahlen";
    ProblemTooPrecise = "{label} must have {number} decimals or fewer" | "{label}: höchstens {number} Nachkommastellen";
    ProblemTooCommon = "{label} is one that strangers would soon guess. Use a longer or less common one"
        | "{label}: Das würden Fremde bald erraten. Nehmen Sie ein längeres oder selteneres";
    ProblemNotHttps = "{label} must begin with https://, like {example}" | "{label} muss mit https:// beginnen, etwa {example}";
    RemarkNotChecked = "Not checked: we know no rule for numbers of this country."
        | "Nicht geprüft: Für Nummern dieses Landes kennen wir keine Regel.";
    RemarkShortMonths = "In shorter months the last day is taken." | "In kürzeren Monaten gilt der letzte Tag.";
    StrengthWeak = "Strength: weak. Add more characters." | "Stärke: schwach. Fügen Sie weitere Zeichen hinzu.";
    StrengthFair = "Strength: fair" | "Stärke: mäßig";
    StrengthGood = "Strength: good" | "Stärke: gut";
    StrengthStrong = "Strength: strong" | "Stärke: stark";
    DateForm = "{day} {month} {year}" | "{day}. {month} {year}";
    January = "January" | "Januar";
    February = "February" | "Februar";
    March = "March" | "März";
    April = "April" | "April";
    May = "May" | "Mai";
    June = "June" | "Juni";
    July = "July" | "Juli";
    August = "August" | "August";
    September = "September" | "September";
    October = "October" | "Oktober";
    November = "November" | "November";
    December = "December" | "Dezember";
    ProblemNeedsCountryCode = "Begin the {field} with + and the code of the country, like {example}"
        | "Beginnen Sie „{label}“ mit + und der Landesvorwahl, etwa {example}";
    ProblemControlCharacter = "{label} holds characters that cannot be shown. Type it anew instead of pasting it"
        | "{label} enthält Zeichen, die sich nicht anzeigen lassen. Tippen Sie es neu, statt es einzufügen";
    ProblemNotAChoice = "Choose one of the answers offered: {label}" | "Wählen Sie eine der angebotenen Antworten: {label}";
    ProblemUnavailable = "That answer cannot be used yet. Choose another one: {label}"
        | "Diese Antwort geht noch nicht. Wählen Sie eine andere: {label}";
    ProblemTaken = "{label} is in use by another customer of yours. Enter a different one"
        | "{label} gehört schon einem anderen Ihrer Kunden. Geben Sie etwas anderes ein";
    ProblemExhausted = "Only {number} are left. Enter {number} or fewer: {label}"
        | "Nur noch {number} sind übrig. Geben Sie höchstens {number} ein: {label}";
    ProblemDoubtful = "{label} looks like a mistake. Correct it, or confirm that it is meant like this"
        | "{label} sieht nach einem Versehen aus. Berichtigen Sie es, oder bestätigen Sie, dass es so gemeint ist";
    ProblemDoubtfulExample = "{label} does not look like {example}. Correct it, or confirm that it is meant like this"
        | "{label} sieht nicht aus wie {example}. Berichtigen Sie es, oder bestätigen Sie, dass es so gemeint ist";
    UseAnyway = "Use “{text}” anyway" | "„{text}“ trotzdem verwenden";
    UseInstead = "Use {text} instead" | "Stattdessen {text} verwenden";
    Vocabulary = "Vocabulary" | "Vokabular";
    VocabularyIntro = "Every kind of answer, as a field. Nothing comes of what is typed here."
        | "Jede Art von Antwort als Feld. Aus dem, was hier eingegeben wird, entsteht nichts.";
    VocabularyNames = "Names and places" | "Namen und Orte";
    VocabularyAmounts = "Amounts and times" | "Beträge und Zeiten";
    VocabularyMachines = "Machines and contacts" | "Geräte und Kontakte";
    VocabularyEmpty = "Empty" | "Leer";
    VocabularyFilled = "Filled" | "Ausgefüllt";
    VocabularyFaulty = "With errors" | "Mit Fehlern";
    VocabularyDisabled = "Disabled" | "Gesperrt";
    TaxNumber = "Tax number" | "Steuernummer";
    Currency = "Currency" | "Währung";
    CreditLimit = "Credit limit" | "Kreditrahmen";
    Discount = "Discount in percent" | "Rabatt in Prozent";
    Trunks = "Trunks" | "Leitungen";
    TimeZone = "Time zone" | "Zeitzone";
    ContractEnd = "End of the contract" | "Vertragsende";
    InvoiceDays = "Dates for invoices" | "Rechnungstage";
    InvoiceDaysHelp = "Days of the month, separated by commas." | "Tage des Monats, durch Kommas getrennt.";
    SendingFrom = "Send from" | "Versand von";
    SendingTo = "Send until" | "Versand bis";
    DomainName = "Domain name" | "Domain";
    WebAddress = "Web address" | "Webadresse";
    SipRealm = "SIP realm" | "SIP-Realm";
    Host = "Host and port" | "Host und Port";
    LoginName = "Login name" | "Anmeldename";
    Contacts = "Contacts" | "Kontakte";
    Contact = "Contact" | "Kontakt";
    ContactKind = "Type of contact" | "Art des Kontakts";
    ContactName = "Full name" | "Voller Name";
    ContactTechnical = "Technical" | "Technik";
    ContactBilling = "Billing" | "Rechnungen";
    ContactAdministrative = "Administrative" | "Verwaltung";
    AddContact = "Add a contact" | "Kontakt hinzufügen";
    Hours = "{hours} h" | "{hours} Std.";
    HoursAndMinutes = "{hours} h {minutes} min" | "{hours} Std. {minutes} Min.";
    WindowAlways = "Open all day." | "Den ganzen Tag offen.";
    WindowInOneDay = "Open {length} a day: from {from} until {to}." | "Am Tag {length} offen: von {from} bis {to}.";
    WindowOverMidnight = "Open {length} a day: from {from} until {to} on the next day."
        | "Am Tag {length} offen: von {from} bis {to} am nächsten Tag.";
    WindowOpenUntil = "Open now, until {time} on {day} ({zone}, UTC{offset})." | "Jetzt offen, bis {time} am {day} ({zone}, UTC{offset}).";
    WindowOpensAt = "Opens next at {time} on {day} ({zone}, UTC{offset})."
        | "Öffnet als Nächstes um {time} am {day} ({zone}, UTC{offset}).";
    RowRemove = "Remove {row}" | "{row} entfernen";
    RowRaise = "Move {row} up" | "{row} nach oben";
    RowProblem = "{row} {number}: {problem}" | "{row} {number}: {problem}";
    ProblemTooFewRows = "Add at least {number}: {label}" | "Fügen Sie mindestens {number} hinzu: {label}";
    ProblemTooManyRows = "There may be at most {number}: {label}" | "Es dürfen höchstens {number} sein: {label}";

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
    ForeignBody = "For your safety it was not carried out. Open Portico and do it there."
        | "Zu Ihrer Sicherheit wurde sie nicht ausgeführt. Öffnen Sie Portico und tun Sie es dort.";
    TooMuchTitle = "That is too much for one page" | "Das ist zu viel für eine Seite";
    TooMuchBody = "A page takes up to a megabyte. Go back, shorten what you typed or pasted, and send it again."
        | "Eine Seite nimmt bis zu einem Megabyte. Gehen Sie zurück, kürzen Sie, was Sie getippt oder eingefügt haben, und senden Sie es erneut.";
}
