//! One customer's page.

use backend::payments;
use domain::{
    access::{Action, Role, Side, can},
    credit::Refundable,
    customers::{CustomerDetail, CustomerState, DetailSection, Payer},
    paths,
    payments::SignUp,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::sign_up::SignUpCard;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, When, loaded},
    words::{language, t, tf},
};

struct Found {
    customer: CustomerDetail,
    sign_up: Option<SignUp>,
    /// What they paid, where they pay themselves and one may see it.
    paid: Option<Vec<Refundable>>,
    /// Whether somebody can still accept an invitation.
    invited: bool,
}

/// A customer of one's own reseller.
async fn get(id: String) -> Result<Found, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadCustomers)?;
    let id: domain::ids::CustomerId = id.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let mut customer = backend::customers::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    // Support sees no money.
    customer.billing_account = customer.billing_account.filter(|_| can(actor.role, Action::ReadBilling));
    let sign_up = match customer.summary.state {
        CustomerState::AwaitingActivation => {
            backend::customers::sign_up(&portal.backend, &scope, id).await.map_err(portal::fail)?
        }
        _ => None,
    };
    let paid = match customer.summary.payer {
        Payer::CustomerCard if can(actor.role, Action::ReadBilling) => {
            Some(payments::of_customer(&portal.backend, &scope, id).await.map_err(portal::fail)?)
        }
        _ => None,
    };
    let invited = customer.summary.state != CustomerState::Invited
        || backend::users::invitations(&portal.backend, &scope, Some(id))
            .await
            .map_err(portal::fail)?
            .iter()
            .any(|invitation| !invitation.expired);
    Ok(Found { customer, sign_up, paid, invited })
}

/// The page.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    let query = use_query_map().get_untracked();
    let refused = query.get("refused").is_some();
    loaded(get(id), move |found| view! { <Detail found refused/> })
}

#[component]
fn Detail(found: Found, refused: bool) -> impl IntoView {
    let Found { customer, sign_up, paid, invited } = found;
    let (summary, now) = (customer.summary.clone(), customer.now);
    let users = paths::users(Some(summary.id));
    let role = Portal::current().actor.map(|actor| actor.role);
    let may_take = role.is_some_and(|role| can(role, Action::CreateCustomers));
    let id = summary.id;
    let sign_up = sign_up.map(|sign_up| view! { <SignUpCard sign_up customer=id may_take refused/> });
    let closed = summary.state == CustomerState::Closed;
    let may_end = role.is_some_and(|role| can(role, Action::EndCustomers)) && !closed;
    let life = if summary.state == CustomerState::Suspended { Word::LifeOpenSuspended } else { Word::LifeOpen };
    let may_invite = role.is_some_and(|role| can(role, Action::ManageUsers));
    let uninvited = (summary.state == CustomerState::Invited && !invited).then(|| {
        view! {
            <section class="block" aria-labelledby="uninvited">
                <h2 id="uninvited">{t(Word::InvitedNobody)}</h2>
                <p>{tf(Word::InvitedNobodyBody, &[("name", &summary.name)])}</p>
                {may_invite.then(|| view! {
                    <p class="page-actions"><a class="button primary" href=paths::invite_users(Some(summary.id))>{t(Word::InviteAgain)}</a></p>
                })}
            </section>
        }
    });
    view! {
        <a class="back" href=paths::CUSTOMERS>{t(Word::AllCustomers)}</a>
        <PageHead title=summary.name>
            <div class="head-line">
                <span class=format!("tag {}", summary.state.code())>{t(summary.state.name())}</span>
                <When now at=summary.created_at/>
                <a class="button" href=users>{t(Word::Users)}</a>
                {may_end.then(|| view! { <a class="button" href=paths::life(summary.id)>{t(life)}</a> })}
                <super::ActAsCustomer customer=summary.id/>
            </div>
        </PageHead>
        {uninvited}
        {sign_up}
        {role.map(|role| view! { <Cards customer role/> })}
        {paid.map(|paid| view! { <Payments paid now refunds=role.is_some_and(|role| can(role, Action::Refund))/> })}
    }
}

/// What a customer paid, and the way to pay it back.
#[component]
fn Payments(paid: Vec<Refundable>, now: i64, refunds: bool) -> impl IntoView {
    let rows = paid.iter().map(|payment| {
        let amount = payment.amount.show(language());
        let back =
            (!payment.refunded.is_zero()).then(|| tf(Word::PaymentRefunded, &[("amount", &payment.refunded.show(language()))]));
        let refund = (refunds && (!payment.left.is_zero() || payment.begun.is_some())).then(|| {
            let name = tf(Word::RefundOf, &[("what", &payment.what), ("amount", &amount)]);
            view! { <a class="button small" href=paths::refund(payment.id) aria-label=name>{t(Word::Refund)}</a> }
        });
        view! {
            <tr>
                <td><When now at=payment.made/></td>
                <th scope="row"><bdi>{payment.what.clone()}</bdi></th>
                <td>
                    <span class=format!("tag {}", super::payment::tag(payment.state))>{t(payment.state.name())}</span>
                    {back.map(|back| view! { " "<small>{back}</small> })}
                    {payment.dispute.map(|dispute| view! { " "<small>{t(dispute.name())}</small> })}
                    {payment.problem.clone().map(|why| view! { " "<small><bdi>{why}</bdi></small> })}
                </td>
                <td class="amount">{amount}</td>
                <td class="actions-cell">{refund}</td>
            </tr>
        }
    });
    let table = (!paid.is_empty()).then(|| {
        view! {
            <div class="table-frame" tabindex="0" role="region" aria-labelledby="payments">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(Word::StatementWhen)}</th>
                            <th scope="col">{t(Word::StatementWhat)}</th>
                            <th scope="col">{t(Word::ColumnState)}</th>
                            <th scope="col" class="amount">{t(Word::StatementAmount)}</th>
                            <th scope="col"><span class="visually-hidden">{t(Word::Refund)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <section class="block">
            <h2 id="payments">{t(Word::Payments)}</h2>
            {paid.is_empty().then(|| view! { <p class="nothing">{t(Word::PaymentsNone)}</p> })}
            {table}
        </section>
    }
}

/// All that there is to see of a customer.
#[component]
pub fn Cards(
    /// The customer.
    customer: CustomerDetail,
    /// Who looks: who may act in the account and what it costs is not everybody's to see.
    role: Role,
) -> impl IntoView {
    let CustomerDetail { summary, number, sections, plan, billing_account, people, .. } = customer;
    let is_staff = role.side() == Side::Reseller;
    let plan = plan.filter(|_| is_staff || can(role, Action::ReadPayments));
    let billing_account = billing_account.filter(|_| is_staff);
    let people = can(role, Action::ReadUsers).then_some(people);
    let row = |label: Word, value: String| view! { <div><dt>{t(label)}</dt><dd><bdi>{value}</bdi></dd></div> };
    let of = is_staff.then_some(summary.id);
    let edits = can(role, Action::EditCompany);
    let sections = sections.into_iter().map(|DetailSection { title, edit, rows }| {
        let edit = edit.filter(|_| edits).map(|section| {
            let name = tf(Word::RecordEditOf, &[("what", t(title))]);
            view! { <a href=paths::record(of, &section) aria-label=name>{t(Word::RecordEdit)}</a> }
        });
        view! {
            <section class="card">
                <div class="card-head"><h2>{t(title)}</h2>{edit}</div>
                {rows.is_empty().then(|| view! { <p class="nothing">{t(Word::NotProvided)}</p> })}
                <dl>{rows.into_iter().map(|(label, value)| row(label, value)).collect_view()}</dl>
            </section>
        }
    });
    view! {
        <div class="cards">
            <section class="card">
                <h2>{t(Word::PlanTitle)}</h2>
                <dl>
                    {row(Word::AccountNumber, number.to_string())}
                    {plan.map(|plan| view! {
                        {row(Word::CustomerPlan, plan.name)}
                        {row(Word::CustomerMonthly, plan.monthly.show(language()))}
                        {row(Word::CustomerSetup, plan.setup.show(language()))}
                    })}
                    {row(Word::ColumnPayer, t(summary.payer.name()).to_owned())}
                    {billing_account.map(|account| row(Word::BillingAccount, account))}
                </dl>
            </section>
            {sections.collect_view()}
            {people.map(|people| view! {
                <section class="card">
                    <h2>{t(Word::CustomerPeople)}</h2>
                    {people.is_empty().then(|| view! { <p class="nothing">{t(Word::CustomerNobody)}</p> })}
                    <ul class="people">
                        {people.into_iter().map(|(name, email)| view! { <li><bdi>{name}</bdi><small>{email}</small></li> }).collect_view()}
                    </ul>
                </section>
            })}
        </div>
    }
}
