//! The words of the dashboard, customers, drafts and the wizard: English, then German.

macro_rules! customers {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
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
    ColumnState = "State" | "Status";
    ColumnPayer = "Who pays" | "Wer zahlt";
    ColumnCreated = "Created" | "Angelegt";
    SearchCustomers = "Find by name, email, phone or account number" | "Nach Name, E-Mail, Telefon- oder Kontonummer suchen";
    Search = "Find" | "Suchen";
    SearchCut = "More customers fit. Type more to find them." | "Es passen noch mehr Kunden. Tippen Sie mehr, um sie zu finden.";
    ClearSearch = "Show all" | "Alle zeigen";
    NextPage = "Next {number}" | "Nächste {number}";
    FirstPage = "Back to the newest" | "Zurück zu den neuesten";
    NoCustomersTitle = "No customers yet" | "Noch keine Kunden";
    NoCustomersBody = "A customer is a company that you serve. The first one takes about five minutes: contact, addresses, plan."
        | "Ein Kunde ist eine Firma, die Sie betreuen. Der erste dauert etwa fünf Minuten: Ansprechperson, Adressen, Tarif.";
    NoMatchTitle = "No customer found for “{text}”" | "Kein Kunde gefunden für „{text}“";
    NoMatchBody = "Check the spelling, or type fewer words. Capitals and accents do not matter. Up to two letters find only names that begin with them."
        | "Prüfen Sie die Schreibweise oder tippen Sie weniger Wörter. Großschreibung und Akzente spielen keine Rolle. Bis zu zwei Buchstaben finden nur Namen, die damit beginnen.";
    StateActive = "Active" | "Aktiv";
    StateSuspended = "Suspended" | "Gesperrt";
    StateClosed = "Closed" | "Geschlossen";
    PayerReseller = "Reseller" | "Wiederverkäufer";
    PayerCard = "Customer’s card" | "Karte des Kunden";
    CustomerPlan = "Plan" | "Tarif";
    CustomerMonthly = "Monthly price" | "Preis im Monat";
    CustomerSetup = "Set-up fee" | "Einrichtungsgebühr";
    CustomerPeople = "Users" | "Benutzer";

    // Ages
    AgeNow = "just now" | "gerade eben";
    AgeMinutes = "{number} min ago" | "vor {number} Min.";
    AgeHours = "{number} h ago" | "vor {number} Std.";
    AgeYesterday = "yesterday" | "gestern";
    AgeDays = "{number} {number|day|days} ago" | "vor {number} {number|Tag|Tagen}";

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
    NoDraftsBody = "When you leave a new customer after the first page and before the end, what you typed waits here."
        | "Wenn Sie einen neuen Kunden nach der ersten Seite und vor dem Ende verlassen, wartet hier, was Sie eingegeben haben.";
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
    AutosaveElsewhere = "This sign-up is being paid for, is finished, or is somebody else’s to fill in now, so this page saves no more."
        | "Diese Anmeldung wird gerade bezahlt, ist abgeschlossen oder liegt jetzt bei jemand anderem, deshalb speichert diese Seite nicht mehr.";
    AutosaveFailed = "Could not be saved just now. What you typed is still here, and saving is tried again."
        | "Konnte gerade nicht gespeichert werden. Ihre Eingaben sind noch da, und das Speichern wird wiederholt.";
    ContinueFailed = "Could not be saved just now. What you typed is still here: press the button again."
        | "Konnte gerade nicht gespeichert werden. Ihre Eingaben sind noch da: Drücken Sie die Schaltfläche noch einmal.";
    AutosaveSignedOut = "You were signed out. Press Continue to sign in and come back to what you typed."
        | "Sie wurden abgemeldet. Drücken Sie Weiter, um sich anzumelden und zu Ihren Eingaben zurückzukommen.";
    ErrorPrefix = "Error: " | "Fehler: ";
    ErrorHidden = "Error:" | "Fehler:";
    ThereIsAProblem = "There is a problem" | "Es gibt ein Problem";
    SecretAgain = "Enter this again: {label}. It is not kept until you save"
        | "Geben Sie dies noch einmal ein: {label}. Es wird erst beim Speichern übernommen";
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
    AdministratorCustomerHelp = "They confirm their data by email, pay by their own card, and administrate the account from then on. You cannot activate it for them: to set it up on their behalf, take the other option."
        | "Der Kunde bestätigt seine Daten per E-Mail, zahlt mit eigener Karte und verwaltet das Konto von da an selbst. Sie können es nicht für ihn aktivieren: Um es für ihn einzurichten, nehmen Sie die andere Möglichkeit.";
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
    CompanyNameHelp = "The full legal name, up to 160 characters. Each customer has a name of its own."
        | "Der volle rechtliche Name, bis zu 160 Zeichen. Jeder Kunde hat einen eigenen.";
    AccountNumber = "Account number" | "Kontonummer";
    RegistrationNumber = "Registration number" | "Registernummer";
    RegistrationNumberHelp = "As in the company register." | "Wie im Handelsregister.";
    GivenName = "First name" | "Vorname";
    FamilyName = "Last name" | "Nachname";
    FamilyNameHelp = "Leave it empty for somebody with one name only." | "Bei Menschen mit nur einem Namen bleibt es leer.";
    JobTitle = "Job title" | "Position";
    ContactEmailHelp = "How the authorized contact is reached. If the customer activates the account, the email for that goes here."
        | "So ist die Ansprechperson erreichbar. Wenn der Kunde das Konto aktiviert, geht die E-Mail dafür hierhin.";
    Phone = "Phone number" | "Telefonnummer";
    ContactPhoneHelp = "For calls when something is wrong with the service. Begin with + and the country’s code, or write it as people of the billing country do."
        | "Für Anrufe, wenn mit dem Dienst etwas nicht stimmt. Beginnen Sie mit + und der Landesvorwahl, oder schreiben Sie sie, wie man es im Land der Rechnungsadresse tut.";
    AddressesTitle = "Address and service address" | "Adresse und Dienstadresse";
    AddressesIntro = "The first is the one for bills. The second is where the service is used; emergency services may need it."
        | "Die erste ist die für Rechnungen. An der zweiten wird der Dienst genutzt; Notrufstellen brauchen sie vielleicht.";
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
    ShowFields = "Show the fields for this answer" | "Felder zu dieser Antwort zeigen";
    ChangeCountry = "Show the fields of this country" | "Felder dieses Landes zeigen";
    Plan = "Plan" | "Tarif";
    PlanTitle = "Plan and payment" | "Tarif und Zahlung";
    PlanIntro = "What the customer gets, and who pays for it." | "Was der Kunde bekommt und wer dafür zahlt.";
    PlanMonthly = "{price} a month" | "{price} im Monat";
    PlanNoSetup = "no set-up fee" | "keine Einrichtungsgebühr";
    PlanSetup = "set-up {price} once" | "einmalig {price} für die Einrichtung";
    PlanIncludes = "{trunks} {trunks|trunk|trunks} and {messages} {messages|message|messages} included"
        | "{trunks} {trunks|Leitung|Leitungen} und {messages} {messages|Nachricht|Nachrichten} inbegriffen";
    ChargeSentence = "{reseller} is charged {setup} for the set-up now and {monthly} every month. The customer is charged nothing here."
        | "{reseller} werden jetzt {setup} für die Einrichtung und jeden Monat {monthly} berechnet. Dem Kunden wird hier nichts berechnet.";
    ChargeSentenceNoSetup = "{reseller} is charged {monthly} every month and no set-up fee. The customer is charged nothing here."
        | "{reseller} werden jeden Monat {monthly} und keine Einrichtungsgebühr berechnet. Dem Kunden wird hier nichts berechnet.";
    ChargeNoPlan = "Choose a plan to see who is charged what." | "Wählen Sie einen Tarif, um zu sehen, wem was berechnet wird.";
    WhoIsCharged = "Who is charged what" | "Wem was berechnet wird";
    CheckTitle = "Check your answers" | "Prüfen Sie Ihre Antworten";
    CheckIntro = "Nothing has been made or charged yet. That happens when you press “{button}”."
        | "Noch wurde nichts angelegt oder berechnet. Das geschieht, wenn Sie „{button}“ drücken.";
    CheckIntroHandOver = "Nothing is charged by this. The customer goes on from here."
        | "Hierdurch wird nichts berechnet. Der Kunde macht von hier weiter.";
    CheckIntroLook = "Nothing has been charged yet." | "Noch wurde nichts berechnet.";
    CheckIntroPay = "Nothing has been charged yet. You pay on the payment provider’s page, which comes next."
        | "Noch wurde nichts berechnet. Sie zahlen auf der Seite des Zahlungsdienstes, die als Nächstes kommt.";
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
    DoneAnother = "Create another customer" | "Noch einen Kunden anlegen";
    } };
}
pub(super) use customers;
