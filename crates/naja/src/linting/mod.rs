//! The linter under the settings: which rules are on, what they are told, and what is kept of what they say.

mod body;
mod first_party;
mod kept;
mod ready;
mod work;

pub(crate) use body::{Body, difference};
pub(crate) use first_party::{FirstParty, Packages};
pub(crate) use kept::{keep, recall};
pub(crate) use ready::{Ready, Rules};
pub(crate) use work::{Action, Linted, Linting, Outcome, STDIN, Scratch, Subject, facts};
