//! Tables of degrees, marks, and what looks like them.

use super::*;

#[track_caller]
fn check(text: &str, expected: Option<(&str, &str)>) {
    let actual = split(text, Vocabulary::all());
    let actual = actual.map(|d| (&text[d.study_type], d.area.map_or("", |area| &text[area])));
    assert_eq!(actual, expected, "{text}");
}

#[test]
fn a_degree_and_its_field_are_told_apart() {
    let cases = [
        ("Ph.D. in Computer Science", ("Ph.D.", "Computer Science")),
        ("B.A. (Mod.), Mathematics", ("B.A. (Mod.)", "Mathematics")),
        ("Master of Science in Nursing, Nursing Leadership", ("Master of Science in Nursing", "Nursing Leadership")),
        ("Licenciatura, Contabilidade e Auditoria", ("Licenciatura", "Contabilidade e Auditoria")),
        ("Diplom-Ingenieur (FH) Maschinenbau", ("Diplom-Ingenieur (FH)", "Maschinenbau")),
        ("DPhil in English and Comparative Literature", ("DPhil", "English and Comparative Literature")),
        ("BEng Civil Engineering", ("BEng", "Civil Engineering")),
        ("硕士 计算机科学", ("硕士", "计算机科学")),
        ("工学学士", ("工学学士", "")),
        ("计算机科学与技术 学士", ("学士", "计算机科学与技术")),
        ("理学硕士（数学）", ("理学硕士", "数学")),
        ("本科，软件工程", ("本科", "软件工程")),
        (
            "Bachelor of Engineering (Honours), Civil and Environmental Engineering",
            ("Bachelor of Engineering (Honours)", "Civil and Environmental Engineering"),
        ),
        ("Abitur", ("Abitur", "")),
        ("Allgemeine Hochschulreife", ("Allgemeine Hochschulreife", "")),
        ("Baccalauréat arts appliqués", ("Baccalauréat", "arts appliqués")),
        ("Ausbildung zum Industriemechaniker", ("Ausbildung", "Industriemechaniker")),
        ("Ausbildung zur Gesundheits- und Krankenpflegerin", ("Ausbildung", "Gesundheits- und Krankenpflegerin")),
        ("High School Diploma, Mathematics stream", ("High School Diploma", "Mathematics stream")),
        ("Laurea Magistrale in Ingegneria Informatica", ("Laurea Magistrale", "Ingegneria Informatica")),
        ("Laurea triennale, Scienze Politiche", ("Laurea triennale", "Scienze Politiche")),
        ("Dottorato di ricerca in Fisica", ("Dottorato di ricerca", "Fisica")),
        ("Mestrado Integrado em Engenharia Civil", ("Mestrado Integrado", "Engenharia Civil")),
        ("Bacharelado em Direito", ("Bacharelado", "Direito")),
        ("Doutoramento em Biologia", ("Doutoramento", "Biologia")),
        ("Licence de droit", ("Licence", "droit")),
        ("Licence 3 Informatique", ("Licence 3", "Informatique")),
        ("Master 2 Recherche, Histoire contemporaine", ("Master 2", "Recherche, Histoire contemporaine")),
        ("Diplôme d'ingénieur en génie civil", ("Diplôme d'ingénieur", "génie civil")),
        ("Grado en Enfermería", ("Grado", "Enfermería")),
        ("Ingeniería Técnica Industrial", ("Ingeniería Técnica", "Industrial")),
        ("Computer Science, B.Sc.", ("B.Sc.", "Computer Science")),
        ("Computer Science (BSc)", ("BSc", "Computer Science")),
        ("Physics, PhD", ("PhD", "Physics")),
        ("Dr. rer. nat., Physik", ("Dr. rer. nat.", "Physik")),
        ("Promotion (Dr.-Ing.), Maschinenbau", ("Promotion (Dr.-Ing.)", "Maschinenbau")),
        ("M.Sc. Informatik (Note: 1,3)", ("M.Sc.", "Informatik (Note: 1,3)")),
        ("Bachelor's degree in Economics", ("Bachelor's degree", "Economics")),
        ("BSc (Hons) Economics", ("BSc (Hons)", "Economics")),
        ("Master's, Data Science", ("Master's", "Data Science")),
        ("A-Levels: Mathematics, Physics, Chemistry", ("A-Levels", "Mathematics, Physics, Chemistry")),
        ("Ph.D. Candidate in Physics", ("Ph.D. Candidate", "Physics")),
        ("MEng", ("MEng", "")),
        ("B.S., Biology", ("B.S.", "Biology")),
        ("M.A. Soziologie", ("M.A.", "Soziologie")),
        ("Staatsexamen Humanmedizin", ("Staatsexamen", "Humanmedizin")),
        ("Executive MBA", ("Executive MBA", "")),
        ("Juris Doctor", ("Juris Doctor", "")),
        ("MD", ("MD", "")),
        ("MBBS", ("MBBS", "")),
        ("Postgraduate Certificate in Education (PGCE)", ("Postgraduate Certificate", "Education (PGCE)")),
        ("Associate of Applied Science in Nursing", ("Associate of Applied Science", "Nursing")),
        ("LL.M. in European Law", ("LL.M.", "European Law")),
        ("Esame di Stato, Architettura", ("Esame di", "Stato, Architettura")),
        ("Diploma di maturità scientifica", ("Diploma di maturità scientifica", "")),
        ("B.E.", ("B.E.", "")),
        ("MArch", ("MArch", "")),
    ];
    for (text, expected) in cases {
        check(text, Some(expected));
    }
}

#[test]
fn jobs_places_schools_and_prose_are_no_degrees() {
    let cases = [
        "Master Chef",
        "Mastering Python",
        "Bachelor thesis supervisor",
        "University of Leith",
        "Harvard Business School",
        "Scrum Master",
        "Station Master",
        "École supérieure des arts du Rhône",
        "Lycée Jean-Moulin-du-Parc",
        "Refonte du site de l'Opéra municipal",
        "When Do Ensembles Disagree for the Right Reasons?",
        "Supervised two PhD students and one MSc student",
        "Do you need a car",
        "Head of Sales",
        "Led the March campaign",
        "March 2019",
        "Me and my team",
        "Das Auto",
        "Associate Professor",
        "Sales Associate",
        "Technische Universität München",
        "Facultad de Medicina",
        "Electrical Engineering, minor in Philosophy",
        "Formación del Profesorado",
        "Coursework: Algorithms, Databases",
        "Advisor: Prof. Jane Doe",
        "Thesis: On the Mastery of Things",
        "GPA 3.88",
        "cum laude",
        "Boston, MA",
        "Cambridge, MA",
        "Baltimore, MD",
        "Portland, ME",
        "2012 – 2016",
        "Erfahrung als Meister im Betrieb",
        "Responsable du cap et des projets",
        "清华大学",
        "软件工程师",
        "Universidade de Coimbra",
        "Politecnico di Milano",
        "A. S. Boateng",
    ];
    for text in cases {
        check(text, None);
    }
}

#[track_caller]
fn check_score(text: &str, expected: Option<(&str, &str)>) {
    let actual = score(text, Vocabulary::all());
    let actual = actual.map(|s| (&text[s.score], s.rank.map_or("", |rank| &text[rank])));
    assert_eq!(actual, expected, "{text}");
}

#[test]
fn marks_lose_their_label_and_rank() {
    let cases = [
        ("GPA 3.88", ("3.88", "")),
        ("Overall GPA: 3.71/4.0 (top 9%)", ("3.71/4.0", "top 9%")),
        ("GPA: 3.9/4.0, rank 2/120", ("3.9/4.0", "rank 2/120")),
        ("Note: 1,3", ("1,3", "")),
        ("Abschlussnote 1,3", ("1,3", "")),
        ("Gesamtnote: sehr gut (1,2)", ("sehr gut (1,2)", "")),
        ("Média: 15 valores", ("15 valores", "")),
        ("17 valores", ("17 valores", "")),
        ("Média final: 16/20", ("16/20", "")),
        ("cum laude", ("cum laude", "")),
        ("First Class Honours", ("First Class Honours", "")),
        ("First-class honours", ("First-class honours", "")),
        ("Second Class Upper", ("Second Class Upper", "")),
        ("Upper second (2:1)", ("Upper second (2:1)", "")),
        ("2:1", ("2:1", "")),
        ("Distinction", ("Distinction", "")),
        ("Graduated with distinction", ("Graduated with distinction", "")),
        ("mention très bien", ("mention très bien", "")),
        ("Mention bien", ("Mention bien", "")),
        ("avec mention", ("avec mention", "")),
        ("110/110 e lode", ("110/110 e lode", "")),
        ("110/110 cum laude", ("110/110 cum laude", "")),
        ("Voto: 110/110", ("110/110", "")),
        ("8.2/10", ("8.2/10", "")),
        ("平均绩点 3.8/4.0", ("3.8/4.0", "")),
        ("绩点：3.8/4.0（排名 3/120）", ("3.8/4.0", "排名 3/120")),
        ("Sobresaliente", ("Sobresaliente", "")),
        ("Nota media: 8,7", ("8,7", "")),
        ("Matrícula de Honor", ("Matrícula de Honor", "")),
        ("Summa Cum Laude", ("Summa Cum Laude", "")),
        ("CGPA: 9.1/10", ("9.1/10", "")),
        ("Percentage: 87%", ("87%", "")),
        ("Grade: A", ("A", "")),
        ("Durchschnitt 1,7", ("1,7", "")),
        ("Moyenne : 15,3/20", ("15,3/20", "")),
        ("Promedio: 9.2", ("9.2", "")),
        ("mit Auszeichnung", ("mit Auszeichnung", "")),
        ("3.94/4.00", ("3.94/4.00", "")),
        ("GPA: 3.7", ("3.7", "")),
        ("优秀毕业生", ("优秀毕业生", "")),
        ("Con lode", ("Con lode", "")),
        ("1,3", ("1,3", "")),
    ];
    for (text, expected) in cases {
        check_score(text, Some(expected));
    }
}

#[test]
fn dates_awards_and_prose_are_no_marks() {
    let cases = [
        "3/2019",
        "03/2019 – 05/2020",
        "2019",
        "Led a team of 12",
        "Computer Science",
        "Raised EBITDA margin from 9.4% to 15.1%",
        "Outstanding Reviewer",
        "Outstanding Reviewer Award",
        "Excellent communication skills",
        "Merit Scholarship",
        "Gold Medal, Physics Olympiad",
        "12/2018",
        "24/7 on-call",
        "Major: Physics",
        "Results: increased revenue by 20%",
        "Note that this is prose",
        "Increased average revenue by 12%",
        "Very good command of English",
        "1st Lieutenant",
        "Resultado de proyectos en 2019",
        "Classification of images by neural nets",
        "Gut Aiderbichl",
        "Pass the exam",
        "70% of time",
        "1/2 day",
        "Grade 5 teacher",
        "Grades 6-8",
        "+49 711 123456",
        "10/10/2020",
    ];
    for text in cases {
        check_score(text, None);
    }
}
