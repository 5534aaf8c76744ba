//! The form language: a field is declared once, as a static; its input, its checks, its row on the review page, its place in the
//! draft, its JSON schema and its readable description follow from that one declaration.

mod answer;
mod answers;
mod cell;
#[cfg(feature = "data")]
mod describe;
mod field;
mod flow;
mod group;
mod journey;
mod problem;
mod record;
mod review;
mod rows;
#[cfg(feature = "data")]
mod schema;
mod step;
mod when;
mod window;

pub use answer::{Answer, Choice, Choices, ListChoice, Lists, Need, Shape, Widget, Width, Written, clean};
pub use answers::Answers;
pub use cell::Cell;
#[cfg(feature = "data")]
pub use describe::describe;
pub use field::{Asked, EditedBy, Field, FilledBy, HOME, Presence, Question, Secret, Source};
pub use flow::{Done, Flow, Invites, Makes, Side};
pub use group::Group;
pub use journey::{Journey, Progress};
pub use problem::{Problem, Problems};
pub use record::{Reader, Record, RecordCard, Section};
pub use review::{ReviewRow, ReviewSection, review};
pub use rows::Rows;
#[cfg(feature = "data")]
pub use schema::schema;
pub use step::{Item, Seal, Step};
pub use when::{Property, When};
pub use window::Window;
