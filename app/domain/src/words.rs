//! Every word that a person reads, in one table. Pages, problems, mails and descriptions take their sentences from here.
//!
//! `{name}` in a sentence is filled by [`fill`].

use serde::{Deserialize, Serialize};

/// A language that Portico speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
}

impl Language {
    /// The BCP 47 tag, for `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }
}

/// Puts values into a sentence's `{name}` places.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = tail;
    }
    out + rest
}

macro_rules! words {
    ($($name:ident = $english:literal;)*) => {
        /// A word or a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        // By number: names would put every word into the WASM twice more.
        #[serde(into = "u16", try_from = "u16")]
        pub enum Word { $(#[doc = $english] $name,)* }

        impl Word {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in a language.
            pub const fn text(self, language: Language) -> &'static str {
                match language {
                    Language::English => match self { $(Self::$name => $english,)* },
                }
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
    Portico = "Portico";
    SkipToContent = "Skip to the main content";
    Menu = "Menu";
    MainNavigation = "Main";
    Dashboard = "Dashboard";
    Customers = "Customers";
    Drafts = "Drafts";
    CustomersTabs = "Customers";
    SignOut = "Sign out";
    Yes = "Yes";
    No = "No";
    Loading = "Loading …";
    Optional = "(optional)";
    RoleOperator = "Operator";
    RoleAdministrator = "Administrator";
    RoleManager = "Manager";
    RoleSupport = "Support";
    RoleReadOnly = "Read only";
    RoleAccountAdministrator = "Account administrator";

    // Signing in
    SignIn = "Sign in";
    SignInIntro = "Customer onboarding for resellers of communication services.";
    Email = "E-mail address";
    Password = "Password";
    SignInMissingEmail = "Enter your e-mail address";
    SignInMissingPassword = "Enter your password";
    SignInRefused = "The e-mail address and the password do not go together. Check both and try again";
    SignInWait = "There were too many failed attempts. Wait {seconds} seconds, then try again";
    SignedOutNote = "You were signed out. Sign in to go on: what you typed is kept";
    NotStaffTitle = "Your account";
    NotStaffBody = "Your own pages are not open yet. The people of your provider can see and change your account meanwhile.";

    // Dashboard and customers
    DashboardGreeting = "Good to see you, {name}";
    DashboardIntro = "Start a new customer or go on with one that is under way.";
    RecentCustomers = "Newest customers";
    OpenDrafts = "Under way";
    AllCustomers = "All customers";
    AllDrafts = "All drafts";
    CreateNewCustomer = "Create New Customer";
    OnlyAdministratorsCreate = "Only administrators can create customers. Ask an administrator of {reseller} to do it or to change your role.";
    CustomersIntro = "Everybody whom {reseller} serves.";
    ColumnName = "Name";
    ColumnContact = "Contact";
    ColumnState = "State";
    ColumnPayer = "Who pays";
    ColumnCreated = "Created";
    SearchByName = "Find by the beginning of the name";
    Search = "Find";
    ClearSearch = "Show all";
    NextPage = "Next {number}";
    FirstPage = "Back to the newest";
    NoCustomersTitle = "No customers yet";
    NoCustomersBody = "A customer is a company that you serve. The first one takes about five minutes: contact, addresses, plan.";
    NoMatchTitle = "No customer’s name begins with “{name}”";
    NoMatchBody = "Only the beginning of the name is compared. Capitals and spaces do not matter.";
    StateActive = "Active";
    StateSuspended = "Suspended";
    StateClosed = "Closed";
    PayerReseller = "Reseller";
    PayerCard = "Customer’s card";
    CustomerPlan = "Plan";
    CustomerMonthly = "Monthly price";
    CustomerSetup = "Set-up fee";
    CustomerPeople = "Account administrators";

    // Ages
    AgeNow = "just now";
    AgeMinutes = "{number} min ago";
    AgeHours = "{number} h ago";
    AgeYesterday = "yesterday";
    AgeDays = "{number} days ago";

    // Drafts
    DraftsIntro = "Customers that somebody began to create. Anybody who may create customers can go on with them, on any device.";
    DraftUnnamed = "Not named yet";
    DraftBy = "Begun by";
    DraftSaved = "Last saved";
    DraftResume = "Resume";
    DraftResumeOf = "Resume {name}";
    DraftDiscard = "Discard";
    DraftDiscardOf = "Discard {name}";
    DraftActions = "What to do";
    NoDraftsTitle = "Nothing is under way";
    NoDraftsBody = "When you leave “Create New Customer” before the end, what you typed waits here.";
    DiscardTitle = "Discard this draft?";
    DiscardBody = "All answers given so far will be lost. No customer was made and nobody was charged.";
    DiscardConfirm = "Discard the draft";
    DiscardKeep = "Keep it and go back";

    // The wizard
    StepOf = "Step {number} of {count}";
    StepsLabel = "Steps";
    StepDone = "completed";
    StepCurrent = "current";
    StepOpen = "to do";
    StepLater = "cannot start yet";
    Back = "Back";
    Continue = "Continue";
    SaveForLater = "Save and come back later";
    Cancel = "Cancel";
    Saving = "Saving …";
    SavedAgo = "Saved {when}";
    NotSavedYet = "Not saved yet";
    AutosaveStale = "These answers were changed in another tab or on another device, so this tab no longer saves by itself. Press Continue to see both.";
    AutosaveFailed = "Could not be saved just now. What you typed is still here; Portico tries again.";
    AutosaveSignedOut = "You were signed out. Press Continue to sign in and come back to what you typed.";
    ErrorPrefix = "Error: ";
    ErrorHidden = "Error:";
    ThereIsAProblem = "There is a problem";
    ChooseOne = "Choose one";
    SummaryTitle = "So far";
    SummaryCustomer = "Customer";
    SummaryContact = "Contact";
    SummaryAdministrates = "Administrates";
    SummaryPlan = "Plan";
    SummaryEmpty = "Not answered yet";
    SummaryYou = "You, for {reseller}";
    AdministratorQuestion = "Who is going to administrate the account?";
    AdministratorCustomer = "The new customer";
    AdministratorCustomerHelp = "They confirm their data by e-mail, pay by their own card, and administrate the account from then on.";
    AdministratorCustomerUnavailable = "Cannot be used yet: it needs a payment gateway, and none is connected. To set the account up on the customer’s behalf, take the other option.";
    AdministratorReseller = "Me, the White Label administrator";
    AdministratorResellerHelp = "You set everything up on the customer’s behalf and become an Account Administrator. All charges go to your white-label account.";
    ContactTitle = "Authorized contact and business information";
    ContactIntro = "Who the customer is, and who may speak for it.";
    ContactHeadingBusiness = "Business";
    ContactHeadingPerson = "Authorized contact";
    CompanyName = "Company name";
    CompanyNameHelp = "The full legal name. It must not be in use by another customer of yours.";
    RegistrationNumber = "Registration number";
    RegistrationNumberHelp = "As in the company register.";
    GivenName = "First name";
    FamilyName = "Last name";
    JobTitle = "Job title";
    ContactEmailHelp = "For news about the account. No mail is sent now.";
    Phone = "Phone number";
    ContactPhoneHelp = "So that you can reach them when something is wrong with the service. Begin with + and the country’s code, or write it as people of the billing country do.";
    AddressesTitle = "Address and service address";
    AddressesIntro = "The first is where bills go. The second is where the service is used; emergency services may need it.";
    BillingAddress = "Billing address";
    ServiceAddress = "Service address";
    ServiceSame = "Is the service address the same as the billing address?";
    ServiceSameHelp = "Choose No to give another one.";
    AddressLine1 = "Street and number";
    AddressLine2 = "Suite, floor or building";
    City = "City or town";
    Region = "State, province or region";
    PostalCode = "Postal code";
    Country = "Country";
    State = "State";
    Province = "Province";
    Island = "Island";
    Department = "Department";
    Parish = "Parish";
    County = "County";
    Oblast = "Oblast";
    Emirate = "Emirate";
    Area = "Area";
    Prefecture = "Prefecture";
    DoSi = "Province or city (do, si)";
    District = "District";
    PostTown = "Post town";
    Suburb = "Suburb";
    Neighborhood = "Neighborhood";
    Townland = "Townland";
    VillageTownship = "Village or township";
    ZipCode = "ZIP code";
    Eircode = "Eircode";
    PinCode = "PIN code";
    SortingCode = "Sorting code (CEDEX)";
    ChangeCountry = "Show the fields of this country";
    Plan = "Plan";
    PlanTitle = "Plan and payment";
    PlanIntro = "What the customer gets, and who pays for it.";
    PlanMonthly = "{price} a month";
    PlanNoSetup = "no set-up fee";
    PlanSetup = "set-up {price} once";
    PlanIncludes = "{trunks} trunks and {messages} messages included";
    ChargeSentence = "{reseller} is charged {setup} for the set-up now and {monthly} every month. The customer is charged nothing by Portico.";
    ChargeSentenceNoSetup = "{reseller} is charged {monthly} every month and no set-up fee. The customer is charged nothing by Portico.";
    ChargeNoPlan = "Choose a plan to see who is charged what.";
    WhoIsCharged = "Who is charged what";
    CheckTitle = "Check your answers";
    CheckIntro = "Nothing has been made or charged yet. That happens when you press “Create customer”.";
    CheckChange = "Change";
    CheckChangeOf = "Change {label}";
    NotProvided = "Not provided";
    ReviewSecretSet = "Set";
    CreateCustomer = "Create customer";
    DoneTitle = "Your new customer has been successfully created!";
    DoneIntro = "{name} is active. You are its Account Administrator.";
    DoneNext = "What happens next";
    DoneOpen = "Open {name}";
    DoneAddUser = "Add an existing user";
    DoneCreateUser = "Create a new user";
    DoneInviteUser = "Invite users by e-mail";
    DoneUsersLater = "The pages for users come next; until then you administrate the account yourself.";
    DoneAnother = "Create another customer";

    // A conflict
    ConflictTitle = "Two versions of the same answers";
    ConflictIntro = "While this page was open, the draft was changed in another tab or on another device. Nothing was overwritten. Choose which answers to keep.";
    ConflictMine = "Typed here";
    ConflictSaved = "Saved meanwhile";
    ConflictKeep = "Keep the chosen answers";
    ConflictNothing = "Nothing";

    // Problems with answers
    ProblemMissing = "Enter the {field}";
    ProblemChoose = "Choose an answer: {label}";
    ProblemTooLong = "{label} must be {number} characters or fewer";
    ProblemTooShort = "{label} must be {number} characters or more";
    ProblemMalformed = "Write the {field} in the correct format, like {example}";
    ProblemNeedsCountryCode = "Begin the {field} with + and the code of the country, like {example}";
    ProblemControlCharacter = "{label} holds characters that cannot be shown. Type it anew instead of pasting it";
    ProblemNotAChoice = "Choose one of the answers offered: {label}";
    ProblemUnavailable = "That answer cannot be used yet. Choose another one: {label}";
    ProblemTaken = "{label} is in use by another customer of yours. Enter a different one";
    ProblemExhausted = "Only {number} are left. Enter {number} or fewer: {label}";
    ProblemDoubtful = "{label} looks like a mistake. Correct it, or confirm that it is meant like this";
    ProblemDoubtfulExample = "{label} does not look like {example}. Correct it, or confirm that it is meant like this";
    UseAnyway = "Use “{text}” anyway";
    UseInstead = "Use {text} instead";
    ProblemTooFewRows = "Add at least {number}: {label}";
    ProblemTooManyRows = "There may be at most {number}: {label}";

    // Pages that say no
    NotFoundTitle = "Page not found";
    NotFoundBody = "There is nothing at this address, or not for you. If you typed the address, check it.";
    ForbiddenTitle = "Your role does not allow this";
    FaultTitle = "Something went wrong on our side";
    FaultBody = "What you typed was not lost. Trying again is safe: nothing is made twice.";
    FaultReference = "If it happens again, tell us this reference: {reference}";
    TryAgain = "Try again";
    ToDashboard = "Go to the dashboard";
    ForeignTitle = "This request came from another site";
    ForeignBody = "For your safety it was not carried out. Open Portico and do it there.";
    TooMuchTitle = "That is too much for one page";
    TooMuchBody = "A page takes up to a megabyte. Go back, shorten what you typed or pasted, and send it again.";
}

#[cfg(test)]
mod tests {
    use super::{Language, Word, fill};

    #[test]
    fn every_word_has_a_text_and_its_number_leads_back_to_it() {
        for word in Word::ALL {
            assert!(!word.text(Language::English).trim().is_empty());
            assert_eq!(Word::try_from(u16::from(*word)), Ok(*word));
        }
        assert!(Word::try_from(u16::MAX).is_err());
    }

    #[test]
    fn places_are_filled_and_values_are_not_read_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("50 {unknown} {", &[]), "50  {");
    }
}
