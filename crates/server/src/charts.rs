//! The procedure of each version as a picture: walked once for a version, kept as it was drawn.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use law::{Language, Regime};

use crate::office::Office;
use crate::problem::Problem;

/// How a procedure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// BPMN 2.0 with its drawing.
    Bpmn,
    /// SVG, in Chinese.
    SvgZh,
    /// SVG, in English.
    SvgEn,
}

impl Form {
    /// SVG in a language.
    pub fn svg(language: Language) -> Form {
        match language {
            Language::Zh => Form::SvgZh,
            Language::En => Form::SvgEn,
        }
    }
}

/// What was drawn, by the version's hash: a version that changes is another.
#[derive(Default)]
pub struct Charts(RwLock<HashMap<(String, Form), Arc<str>>>);

impl Charts {
    /// A drawing. Takes a quarter of a second the first time, on a thread of its own.
    ///
    /// # Errors
    /// The book no longer has the version.
    pub async fn of(
        office: &Office,
        regime: &Arc<Regime>,
        form: Form,
    ) -> Result<Arc<str>, Problem> {
        let key = (regime.hash.to_string(), form);
        if let Some(drawn) = office.charts.kept(&key) {
            return Ok(drawn);
        }
        let (context, regime) = (office.context(), regime.clone());
        let drawing = tokio::task::spawn_blocking(move || {
            let chart = diagram::chart(&context, &regime.id)?;
            Some(match form {
                Form::Bpmn => diagram::bpmn(&chart),
                Form::SvgZh => diagram::svg(&chart, Language::Zh),
                Form::SvgEn => diagram::svg(&chart, Language::En),
            })
        });
        let drawn = drawing.await.map_err(|error| Problem::broken(&error))?;
        let drawn: Arc<str> = drawn.ok_or_else(Problem::not_found)?.into();
        let mut known = office.charts.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, drawn.clone());
        Ok(drawn)
    }

    fn kept(&self, key: &(String, Form)) -> Option<Arc<str>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }
}
