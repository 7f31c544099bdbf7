//! dev only
use cvparse::read::citation::{model::Model, read_with, words::words};
use std::io::BufRead;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let show = std::env::args().nth(2).is_some();
    let model = Model::from_bytes(&std::fs::read(path).unwrap()).unwrap();
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = row["text"].as_str().unwrap();
        let c = read_with(&model, text, &[]);
        let get = |r: &Option<std::ops::Range<usize>>| r.clone().map(|r| text[r].to_owned());
        let mut out = serde_json::json!({"id": row["id"], "text": text, "authors": c.authors.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>(),
            "title": get(&c.title), "venue": get(&c.venue), "year": get(&c.year)});
        if show {
            let ws = words(text);
            let e = model.emissions(&ws, &[]);
            let l = model.decode(&ws, &e, None);
            out["labels"] = ws
                .iter()
                .zip(l)
                .map(|(w, l)| format!("{}/{:?}", &text[w.range.clone()], l))
                .collect::<Vec<_>>()
                .join(" ")
                .into();
        }
        println!("{out}");
    }
}
