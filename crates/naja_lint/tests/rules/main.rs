//! The rules over their own pages and over snippets: what they find, what their fixes write, and that line ends don't matter.

mod example;
mod line_ends;
mod pages;
mod snippets;
