use super::*;

#[track_caller]
fn check(text: &str, wanted: Range<f32>) {
    let likeness = likeness(text, Vocabulary::all());
    assert!(wanted.contains(&likeness), "{text:?}: {likeness}");
}

#[track_caller]
fn check_list(text: &str, expected: &[&str]) {
    let found = list(text, Vocabulary::all());
    let names: Vec<&str> = found.iter().map(|range| text.get(range.clone()).unwrap()).collect();
    assert_eq!(names, expected, "{text:?}");
}

#[test]
fn names_of_many_lands_are_names() {
    for name in [
        "Olúwaṣeun Adébáyọ̀",
        "陈思远",
        "欧阳娜",
        "Mary-Kate Fitzgerald-Osei",
        "João Gonçalo d'Ávila Conceição",
        "Ólafur Þór Guðmundsson",
        "José Ángel Ibáñez Murillo",
        "Éloïse Lefèvre-Dubois",
        "Nguyễn Thị Minh Châu",
        "María José Núñez de la Fuente",
        "Siobhán O'Neill-Kowalczyk",
        "Yusuf Çağlar Öztürk",
        "Priya Raghunathan",
        "Anneke van der Berg",
        "Jürgen Weißmüller",
        "JÜRGEN WEISSMÜLLER",
        "WEISSMÜLLER, Jürgen",
        "Bee, A.",
        "Bee, A. K.",
        "J. R. R. Tolkien",
        "Dr. Ada Bee",
        "Prof. Dr. Jane Roe, PhD",
        "Martin Luther King Jr.",
        "田中 太郎",
        "김민준",
        "张伟教授",
        "Siyuan Chen (陈思远)",
        "Abdullah bin Rashid al-Fulan",
        "José Ortega y Gasset",
        "Sean McDonald",
        "John Baker",
        "Иван Петрович Сидоров",
        "Δημήτρης Παπαδόπουλος",
        "Mary Shelley DUPONT",
        "A. Einstein",
        "Tanaka T",
        "Meiling Tan",
        "Park, S. M.",
        "Han, M.",
        "PONTE, Carène",
        "Hye-jin Park",
        "van Benthem, J. F. A. K.",
    ] {
        check(name, 0.5..1.01);
    }
}

#[test]
fn other_things_are_none() {
    for text in [
        "University of Nowhere",
        "Senior Software Engineer",
        "Technische Universität Berlin",
        "Work Experience",
        "Education",
        "Bachelor of Science",
        "Machine Learning",
        "Best Paper Award",
        "Journal of Things",
        "Microsoft Research Institute",
        "2019 – 2021",
        "ada@x.org",
        "南京大学",
        "高级工程师",
        "Boston, Massachusetts",
        "Project Management",
        "GitHub Actions",
        "Introduction to Algorithms",
        "Reviewer",
        "I like cheese",
        "English, French",
        "References available upon request",
        "NASA Ames",
        "C++",
        "Publications",
        "Data Engineering",
        "Vitamin C",
        "Seattle, WA",
        "San Francisco",
        "ERC Consolidator Grant",
        "Guitarra de Coimbra",
        "Florence, Italy",
        "IBM",
        "",
    ] {
        check(text, 0.0..0.5);
    }
}

#[test]
fn lists_are_parted() {
    check_list("A. Bee, C. Dee, and E. Eff", &["A. Bee", "C. Dee", "E. Eff"]);
    check_list("Bee, A., & Dee, C.", &["Bee, A.", "Dee, C."]);
    check_list("Bee A, Dee C", &["Bee A", "Dee C"]);
    check_list("Ada Bee; Carl Dee", &["Ada Bee", "Carl Dee"]);
    check_list("陈思远、王伟，李娜", &["陈思远", "王伟", "李娜"]);
    check_list("陈思远 王伟 李娜", &["陈思远", "王伟", "李娜"]);
    check_list("Ada Bee*, Carl Dee†", &["Ada Bee", "Carl Dee"]);
    check_list("Ada Bee, Carl Dee, et al.", &["Ada Bee", "Carl Dee"]);
}
