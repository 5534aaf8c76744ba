//! The words of the operator's console: English, then German.

macro_rules! operator {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    OnlyOperators = "Only the operator of this installation can see this." | "Nur der Betreiber dieser Installation kann das sehen.";
    Resellers = "Resellers" | "Wiederverkäufer";
    ResellersIntro = "Everybody who onboards customers here." | "Alle, die hier Kunden aufnehmen.";
    ResellersNothing = "There is no reseller yet. Create the first one." | "Es gibt noch keinen Wiederverkäufer. Legen Sie den ersten an.";
    ResellerCreate = "Create a reseller" | "Wiederverkäufer anlegen";
    ResellerCreateIntro = "Its first administrator is invited by mail, and does the rest." | "Der erste Administrator wird per Mail eingeladen und macht den Rest.";
    ResellerName = "Reseller’s name" | "Name des Wiederverkäufers";
    ResellerNameHelp = "Its people and customers see it as the brand." | "Seine Leute und Kunden sehen ihn als Marke.";
    FirstAdministrator = "First administrator’s e-mail address" | "E-Mail-Adresse des ersten Administrators";
    FirstAdministratorHelp = "They get an invitation, for seven days." | "An sie geht eine Einladung, für sieben Tage.";
    RealmSuffix = "Realm suffix" | "Realm-Endung";
    RealmSuffixHelp = "The SIP realms of its customers end with it, such as sip.example.com." | "Die SIP-Realms seiner Kunden enden damit, etwa sip.example.com.";
    Pools = "Trunks that all its customers share" | "Leitungen, die sich alle seine Kunden teilen";
    PoolInbound = "Inbound trunks" | "Eingehende Leitungen";
    PoolOutbound = "Outbound trunks" | "Ausgehende Leitungen";
    PoolTwoWay = "Two-way trunks" | "Leitungen in beide Richtungen";
    FactorRequired = "Must all its staff have a second factor?" | "Müssen alle seine Leute einen zweiten Faktor haben?";
    ResellerSave = "Save" | "Speichern";
    ResellerSaved = "The reseller is saved" | "Der Wiederverkäufer ist gespeichert";
    ResellerCreated = "{name} is created, and the invitation is on its way" | "{name} ist angelegt, und die Einladung ist unterwegs";
    ResellerChanged = "Somebody else changed this reseller meanwhile. What you typed is still here, and not saved: look it over, then save again"
        | "Jemand anderes hat diesen Wiederverkäufer inzwischen geändert. Ihre Eingaben stehen noch da, nicht gespeichert: sehen Sie sie durch und speichern Sie noch einmal";
    ResellerNameTaken = "Another reseller has this name. Enter another one" | "Ein anderer Wiederverkäufer heißt so. Geben Sie einen anderen Namen ein";
    RealmSuffixTaken = "Another reseller has this realm suffix. Enter another one" | "Ein anderer Wiederverkäufer hat diese Realm-Endung. Geben Sie eine andere ein";
    CurrencyFixed = "It sells plans in its present currency already. Keep the currency" | "Er verkauft schon Tarife in seiner jetzigen Währung. Behalten Sie die Währung";
    PlanNameTaken = "Another plan of this reseller has this name. Enter another one" | "Ein anderer Tarif dieses Wiederverkäufers heißt so. Geben Sie einen anderen Namen ein";
    OperatorEmailTaken = "Somebody signs in with this address already. Enter another one" | "Mit dieser Adresse meldet sich schon jemand an. Geben Sie eine andere ein";
    OperatorForNobody = "You act for nobody just now. Choose a reseller, and act for it with a reason." | "Sie handeln gerade für niemanden. Wählen Sie einen Wiederverkäufer und handeln Sie mit einem Grund für ihn.";
    OperatorStopFirst = "You act for somebody else just now. Press “Stop” first." | "Sie handeln gerade für jemand anderen. Wählen Sie zuerst „Beenden“.";
    ResellerAll = "All resellers" | "Alle Wiederverkäufer";
    ResellerActive = "Active" | "Aktiv";
    ResellerSuspended = "Suspended" | "Gesperrt";
    ResellerSuspend = "Suspend" | "Sperren";
    ResellerSuspendBody = "Its people and those of its customers are shut out at once. Nothing is deleted." | "Seine Leute und die seiner Kunden sind sofort ausgesperrt. Nichts wird gelöscht.";
    ResellerResume = "Resume" | "Freigeben";
    ResellerResumeBody = "Nobody of this reseller or its customers can act just now." | "Niemand von diesem Wiederverkäufer oder seinen Kunden kann gerade handeln.";
    ResellerNowSuspended = "The reseller is suspended" | "Der Wiederverkäufer ist gesperrt";
    ResellerNowResumed = "The reseller can act again" | "Der Wiederverkäufer kann wieder handeln";
    Plans = "Plans" | "Tarife";
    PlansNothing = "It sells no plan yet, so “Create New Customer” cannot be used."
        | "Er verkauft noch keinen Tarif, deshalb geht „Neuen Kunden anlegen“ nicht.";
    PlanAdd = "Add a plan" | "Tarif hinzufügen";
    PlanSave = "Save the plan" | "Tarif speichern";
    PlanEditIntro = "Prices are in {currency}. Who has the plan already keeps the price that was agreed." | "Preise in {currency}. Wer den Tarif schon hat, behält den vereinbarten Preis.";
    PlanName = "Plan’s name" | "Name des Tarifs";
    PlanMonthlyPrice = "Monthly price" | "Monatlicher Preis";
    PlanSetupFee = "Set-up fee" | "Einrichtungsgebühr";
    PlanTrunks = "Included trunks" | "Enthaltene Leitungen";
    PlanMessages = "Included messages a month" | "Enthaltene Nachrichten im Monat";
    PlanSaved = "The plan is saved" | "Der Tarif ist gespeichert";
    Act = "Act as an administrator" | "Als Administrator handeln";
    ActBody = "For an hour at most. Everything that you do then is noted with your name and theirs, where they can read it."
        | "Höchstens eine Stunde. Alles, was Sie dann tun, wird mit Ihrem und deren Namen festgehalten, wo sie es lesen können.";
    ActReason = "Reason" | "Grund";
    ActReasonHelp = "It stands in the reseller’s audit." | "Er steht im Protokoll des Wiederverkäufers.";
    ActCustomer = "Act as this customer" | "Als dieser Kunde handeln";
    ActBanner = "You act for {name}: {reason}. It ends by itself after {minutes} {minutes|minute|minutes}." | "Sie handeln für {name}: {reason}. Das endet von selbst in {minutes} {minutes|Minute|Minuten}.";
    ActStop = "Stop" | "Beenden";
    FirstOperator = "Become the operator" | "Betreiber werden";
    FirstOperatorIntro = "Nobody runs this installation yet. Afterwards you set up a second factor." | "Noch betreibt niemand diese Installation. Danach richten Sie einen zweiten Faktor ein.";
    FirstOperatorGone = "Somebody runs this installation already, or the link is not the newest. The server prints a new one when it starts."
        | "Diese Installation wird schon betrieben, oder der Link ist nicht der neueste. Der Server gibt beim Start einen neuen aus.";
    SignInNowhere = "There is no account in which you may act just now. Ask your administrator" | "Es gibt kein Konto, in dem Sie gerade handeln dürfen. Fragen Sie Ihren Administrator";
    AuditResellerCreated = "Created the reseller" | "Wiederverkäufer angelegt";
    AuditResellerChanged = "Changed the reseller" | "Wiederverkäufer geändert";
    AuditMonthAgain = "Had a month’s charge tried again" | "Berechnung eines Monats erneut angestoßen";
    AuditEventAgain = "Had a provider’s message tried again" | "Nachricht eines Anbieters erneut angestoßen";
    AuditResellerSuspended = "Suspended the reseller" | "Wiederverkäufer gesperrt";
    AuditResellerResumed = "Resumed the reseller" | "Wiederverkäufer freigegeben";
    AuditPlanSaved = "Saved a plan" | "Tarif gespeichert";
    AuditActing = "Began to act as operator" | "Als Betreiber zu handeln begonnen";
    AuditStopped = "Stopped acting as operator" | "Als Betreiber zu handeln aufgehört";
    } };
}
pub(super) use operator;
