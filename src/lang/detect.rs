//! In which languages a text is written, by its frequent words.

use super::{Vocabulary, words};

/// A second language is one whose words come up at least this often as the first one's. CVs quote titles and names
/// of other languages; those stay below a quarter.
const SECOND_LANGUAGE_SHARE: f32 = 0.3;

/// Tags of the languages of `text`, the foremost first; the first pack's when no word is known.
pub(super) fn detect(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    let mut scores = vec![0.0_f32; vocabulary.tags.len()];
    let words = words(text);
    for at in 0..words.len() {
        let Some(rest) = words.get(at..) else { break };
        vocabulary.phrases.walk(text, rest, |_, entry| {
            // A word of many languages says little about each.
            let share = 1.0 / (entry.common.count_ones().max(1).pow(2) as f32);
            for (k, score) in scores.iter_mut().enumerate() {
                if entry.common & (1 << k) != 0 {
                    *score += share;
                }
            }
        });
    }
    let mut ranked: Vec<(f32, &str)> = scores.into_iter().zip(vocabulary.tags.iter().copied()).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = ranked.first().map_or(0.0, |(score, _)| *score);
    let is_used = |score: f32| 0.0 < score && SECOND_LANGUAGE_SHARE * best <= score;
    let tags: Vec<String> =
        ranked.iter().filter(|(score, _)| is_used(*score)).map(|(_, tag)| (*tag).to_owned()).collect();
    if tags.is_empty() { vocabulary.tags.first().map(|tag| (*tag).to_owned()).into_iter().collect() } else { tags }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(Vocabulary::all().detect(text), expected, "{text:?}");
    }

    #[test]
    fn running_text_shows_its_language() {
        check("Led the design of a new service and mentored the team", &["en"]);
        check("Leitung der Entwicklung und Betreuung von Studierenden an der Universität", &["de"]);
        check("Conception et mise en place de la nouvelle plateforme pour les équipes", &["fr"]);
        check("Gestión de proyectos y coordinación del equipo en la empresa", &["es"]);
        check("Gestão de projetos e coordenação da equipa numa empresa em Lisboa", &["pt"]);
        check("Gestione dei progetti e coordinamento del gruppo presso l'azienda", &["it"]);
        check("负责系统的设计与开发，参与项目管理", &["zh"]);
        check("Verantwoordelijk voor het onderzoek en de begeleiding van studenten", &["nl"]);
        check("Prowadzenie projektów oraz obsługa klientów w firmie", &["pl"]);
        check("Ansvar för utveckling och drift av system inom vården", &["sv"]);
        check("Yazılım geliştirme ve proje yönetimi için ekip çalışması", &["tr"]);
    }

    #[test]
    fn nothing_known_is_the_first_pack() {
        check("", &["en"]);
        check("0x1f", &["en"]);
    }
}
