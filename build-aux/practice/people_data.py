# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented people of the practice pod.

The addresses are places in Montevideo; nobody named here lives there or anywhere else.  Ages are counted in years back from the day that the
practice pod is made for, so that a child stays as old as the notes say.

A household: name, address, latitude, longitude, kitchen capacity in portions, notes, people.
A person: given name, age, role, diet, allergies, notes.
"""

# Of a household: from and until when dinners can be left, most turns a week, fewest days between turns, what it cannot cook for, on which days it does
# not eat with the pod.
LIMITS = {
    "Duarte": ("18:00", "21:00", None, None, None, None),
    "Kim": (None, "19:00", None, None, None, None),
    "Okafor": ("18:10", None, 1, None, None, None),
    "Silva": (None, None, None, 3, None, None),
    "Benítez": ("19:45", "20:15", None, None, None, None),
    "Haddad": (None, "20:00", None, None, None, None),
    "Novak": (None, None, 1, None, None, "friday"),
    "Rodríguez": (None, None, None, None, "halal", None),
}

# What series may ask for, by household and given name.
CAPABILITIES = {
    ("Okafor", "Ngozi"): "First aid",
    ("Silva", "João"): "Food hygiene",
    ("Pereira", "Martín"): "Driving",
    ("Rodríguez", "Graciela"): "First aid; driving",
}

CORDON = [
    ("Pereira", "Guayabo 1660", -34.90444, -56.17980, 24, "Green door beside the bakery; the bell is loud, knock after 20:00.", [
        ("Lucía", 42, "adult", "", "", "Keeps the pod’s calendar"),
        ("Martín", 45, "adult", "", "", "Repairs bicycles on Saturdays"),
        ("Sofía", 12, "child", "", "", ""),
        ("Tomás", 8, "child", "", "milk:intolerance", "Lactose-free milk is fine"),
    ]),
    ("Silva", "Magallanes 1284", -34.90556, -56.17830, 24, "Second floor, no lift. Two large stock pots.", [
        ("João", 50, "adult", "", "", "Cooked in a restaurant for ten years"),
        ("Beatriz", 47, "adult", "", "", ""),
        ("Inês", 14, "child", "vegetarian", "eggs:avoid", "Eats cheese"),
    ]),
    ("Okafor", "José Enrique Rodó 1840", -34.90437, -56.17637, 26, "Keep the adrenaline pen’s instructions on the fridge.", [
        ("Chidi", 46, "adult", "", "", ""),
        ("Ngozi", 43, "adult", "", "", "Nurse; works nights in odd weeks"),
        ("Mira", 10, "child", "", "peanuts:anaphylaxis; fish:allergy", "Carries an adrenaline pen"),
        ("Emeka", 7, "child", "", "", "No hot spice"),
    ]),
    ("Duarte", "Gaboto 1400", -34.90380, -56.17794, 22, "Ring twice. The courtyard gate is open until 21:00.", [
        ("Ana", 36, "adult", "", "mustard:avoid", "Works from home"),
        ("Bruno", 9, "child", "", "strawberries:allergy", ""),
    ]),
    ("Ahmadi", "Avenida 18 de Julio 1824", -34.90230, -56.17671, 28, "Flat 402; the doorman takes boxes.", [
        ("Farid", 48, "adult", "halal", "", ""),
        ("Leila", 44, "adult", "halal", "sesame:intolerance", ""),
        ("Yasmin", 15, "child", "halal", "", "Helps with homework on Wednesdays"),
        ("Omid", 11, "child", "halal", "", ""),
    ]),
    ("Kim", "Carlos Roxlo 1332", -34.90527, -56.18103, 22, "Ground floor, ramp at the side.", [
        ("Min-jun", 38, "adult", "", "crustaceans:allergy", ""),
        ("Seo-yeon", 37, "adult", "", "", "Ceramics workshop with a kiln"),
        ("Young-ja", 74, "adult", "low salt", "", "Walks with a stick; prefers delivery before 19:00"),
        ("Ha-eun", 5, "child", "", "", ""),
    ]),
]

PALERMO = [
    ("Rodríguez", "Durazno 1562", -34.90999, -56.18158, 20, "Blue shutters. The dog Candela is friendly.", [
        ("Graciela", 61, "adult", "", "", "Retired teacher"),
        ("Hugo", 63, "adult", "low salt", "", ""),
    ]),
    ("Benítez", "Isla de Flores 1341", -34.91106, -56.18659, 24, "Rehearsal room below: the drums start at eight.", [
        ("Carolina", 34, "adult", "vegetarian", "", ""),
        ("Diego", 35, "adult", "", "", "Drums in a comparsa"),
        ("Jazmín", 6, "child", "vegetarian", "nuts:allergy", ""),
        ("Lautaro", 3, "child", "", "", ""),
    ]),
    ("Haddad", "Salto 1135", -34.90920, -56.18202, 24, "Deliver to the shop until 20:00.", [
        ("Samir", 52, "adult", "", "", "Hardware shop"),
        ("Rania", 49, "adult", "", "gluten:intolerance", ""),
        ("Karim", 17, "child", "", "", ""),
    ]),
    ("Novak", "Santiago de Chile 942", -34.91276, -56.18463, 18, "Top bell. A small kitchen: one oven shelf.", [
        ("Petra", 41, "adult", "vegan", "", ""),
        ("Elena", 13, "child", "vegetarian", "", ""),
    ]),
    ("Machado", "San Salvador 1459", -34.91178, -56.18359, 20, "On trial since autumn; likes to cook with others.", [
        ("Thiago", 31, "adult", "", "", ""),
        ("Paula", 30, "adult", "", "soybeans:intolerance", ""),
        ("Gael", 1, "child", "", "", "Purées"),
    ]),
]

INTERESTED = [
    ("Fernández", "Chana 1813", -34.90540, -56.17669, 18, "Saw the notice at the library.", [
        ("Verónica", 39, "adult", "", "", ""), ("Agustín", 11, "child", "", "", "")]),
    ("Acosta", "Eduardo Acevedo 1468", -34.90254, -56.17591, 20, "Free on Mondays and Thursdays.", [
        ("Ramiro", 44, "adult", "", "", ""), ("Julieta", 41, "adult", "", "", ""), ("Mateo", 9, "child", "", "milk:allergy", "")]),
    ("Suárez", "Constituyente 1722", -34.90643, -56.17930, 16, "", [
        ("Elsa", 69, "adult", "", "", "Would rather deliver than cook")]),
    ("Tanaka", "Doctor Emilio Frugoni 1312", -34.90574, -56.17525, 22, "Can cook for gluten-free eaters.", [
        ("Kenji", 47, "adult", "", "", ""), ("Aiko", 45, "adult", "gluten-free", "gluten:allergy", ""), ("Rina", 16, "child", "", "", "")]),
    ("Rossi", "Arenal Grande 1356", -34.90323, -56.17305, 24, "Has a bread oven.", [
        ("Franco", 55, "adult", "", "", ""), ("Mirta", 54, "adult", "", "", "")]),
    ("González", "Tristán Narvaja 1579", -34.90111, -56.17819, 20, "Sunday market outside: come on foot.", [
        ("Camila", 33, "adult", "vegetarian", "", ""), ("Nicolás", 34, "adult", "", "", ""), ("Olivia", 4, "child", "", "eggs:allergy", "")]),
    ("Olivera", "Durazno 1274", -34.91046, -56.18809, 20, "Asked for the Palermo pod.", [
        ("Silvia", 48, "adult", "", "", ""), ("Joaquín", 13, "child", "", "", "")]),
    ("Núñez", "Doctor Javier Barrios Amorín 1208", -34.90807, -56.18426, 18, "Between the two pods; no preference.", [
        ("Pablo", 37, "adult", "", "", ""), ("Rocío", 36, "adult", "", "celery:avoid", ""), ("Delfina", 7, "child", "", "", ""), ("Simón", 5, "child", "", "", "")]),
    ("Weiss", "Maldonado 1342", -34.90942, -56.18677, 16, "Would like a vegetarian pod.", [
        ("Hannah", 28, "adult", "vegetarian", "", ""), ("Jonas", 29, "adult", "vegan", "", "")]),
    ("Cabrera", "Magallanes 1337", -34.90444, -56.17895, 26, "Large kitchen, small children.", [
        ("Gonzalo", 40, "adult", "", "", ""), ("Laura", 38, "adult", "", "", ""), ("Emilia", 6, "child", "", "", ""), ("Benjamín", 2, "child", "", "milk:intolerance", "")]),
    ("Ortiz", "Paysandú 1762", -34.89979, -56.18003, 20, "Evenings only, works until 17:00.", [
        ("Mónica", 52, "adult", "", "", ""), ("Ignacio", 18, "adult", "", "", "")]),
    ("Petrov", "Yaguarón 1546", -34.90201, -56.18828, 18, "Wrote by email; to be visited.", [
        ("Irina", 46, "adult", "", "", ""), ("Alexei", 15, "child", "", "", "")]),
    ("Diallo", "Canelones 1983", -34.90730, -56.17247, 22, "Met at the tool morning.", [
        ("Aminata", 35, "adult", "halal", "", ""), ("Ousmane", 38, "adult", "halal", "", ""), ("Fatou", 8, "child", "halal", "peanuts:allergy", "")]),
    ("Mendoza", "Isla de Flores 1907", -34.91015, -56.17380, 16, "Waiting for a pod nearer to Parque Rodó.", [
        ("Alicia", 66, "adult", "diabetic", "", "")]),
]

# Who left, and from which pod.
LEFT = [
    ("Vidal", "Colonia 1330", -34.90472, -56.18746, 20, "Moved to another quarter; still lends the pressure washer.", [
        ("Andrea", 43, "adult", "", "", ""), ("Facundo", 12, "child", "", "", "")]),
    ("Moreira", "Soriano 1280", -34.90765, -56.18831, 18, "Left when the twins were born; may come back.", [
        ("Patricia", 35, "adult", "", "", ""), ("Sergio", 36, "adult", "", "", "")]),
    ("Larsen", "Juan Manuel Blanes 909", -34.91240, -56.17154, 20, "Went back to Bergen.", [
        ("Ingrid", 58, "adult", "", "fish:preference", "Not fish every week")]),
]

# Weekday 1 is Monday. What is not named is available.
AVAILABILITY = {
    "Pereira": {5: "undesired", 7: "unavailable"},
    "Silva": {2: "desired", 6: "unavailable", 7: "unavailable"},
    "Okafor": {3: "desired", 5: "undesired"},
    "Duarte": {1: "undesired", 6: "unavailable"},
    "Ahmadi": {5: "desired", 6: "undesired"},
    "Kim": {1: "desired", 4: "undesired", 7: "unavailable"},
    "Rodríguez": {1: "desired"},
    "Benítez": {2: "desired", 4: "undesired", 5: "unavailable"},
    "Haddad": {3: "desired", 5: "undesired", 6: "unavailable"},
    "Novak": {4: "desired", 1: "unavailable", 3: "unavailable"},
    "Machado": {5: "desired", 2: "undesired"},
    "Acosta": {1: "desired", 4: "desired", 2: "unavailable", 3: "unavailable", 5: "unavailable"},
}

# Household, days from the Monday of this week, nights, reason.
ABSENCES = [
    ("Okafor", -318, 14, "Family in Lagos"),
    ("Silva", -290, 7, "Beach"),
    ("Benítez", -283, 9, "Carnival"),
    ("Kim", -152, 5, "Exhibition in Buenos Aires"),
    ("Pereira", -143, 7, "Winter holidays"),
    ("Haddad", -61, 4, "Wedding in Chuy"),
    ("Duarte", 2, 4, "Ana is ill"),
    ("Novak", 9, 3, "Fair in Piriápolis"),
    ("Kim", 21, 9, "Visit to Seoul"),
    ("Ahmadi", 26, 4, "Long weekend in Colonia"),
    ("Rodríguez", 33, 14, "Summer at the coast"),
]

# Household, offer or need, service, detail.
NEEDS = [
    ("Pereira", "offer", "lend", "Bicycle stand and tools"),
    ("Pereira", "need", "tutor", "Mathematics for Sofía, an hour a week"),
    ("Silva", "offer", "cook", "Large quantities; gluten-free on request"),
    ("Silva", "need", "lend", "Ladder of five metres, twice a year"),
    ("Okafor", "offer", "tutor", "English, all ages"),
    ("Okafor", "need", "sit", "Nights of odd weeks, 20:00 to 23:00"),
    ("Duarte", "offer", "sit", "Afternoons from Monday to Wednesday"),
    ("Duarte", "need", "sit", "One Saturday a month"),
    ("Ahmadi", "offer", "tutor", "Physics and mathematics, Yasmin"),
    ("Ahmadi", "need", "lend", "Sewing machine"),
    ("Kim", "offer", "tutor", "Ceramics for children"),
    ("Kim", "need", "cook", "Low salt for Young-ja"),
    ("Rodríguez", "offer", "tutor", "Reading and writing, primary school"),
    ("Rodríguez", "need", "cook", "Low salt for Hugo"),
    ("Benítez", "offer", "sit", "Children of three to seven, mornings"),
    ("Haddad", "offer", "lend", "Tools from the shop at the weekend"),
    ("Haddad", "need", "cook", "Gluten-free for Rania"),
    ("Novak", "offer", "cook", "Vegan dishes for up to eighteen"),
    ("Novak", "need", "sit", "Tuesday evenings"),
    ("Machado", "need", "sit", "Gael, two mornings a week"),
    ("Fernández", "need", "cook", "Three dinners a week"),
    ("Acosta", "offer", "cook", "Mondays and Thursdays"),
    ("Tanaka", "offer", "cook", "Gluten-free"),
    ("Rossi", "offer", "cook", "Bread on Fridays"),
    ("González", "need", "sit", "Olivia, one evening a week"),
    ("Cabrera", "need", "sit", "Afternoons"),
    ("Weiss", "offer", "tutor", "German"),
    ("Diallo", "offer", "sit", "Sundays"),
    ("Mendoza", "need", "cook", "Diabetic, four dinners a week"),
]

# This week's first days, weekday by weekday from Monday, in Cordón.
THIS_WEEK = ["Lentil stew", "Fish pie, and one plate without fish for Mira", "Vegetable curry"]

DISHES = {
    "Pereira": ["Lentil stew", "Ñoquis with tomato", "Chicken with rice", "Pumpkin risotto", "Beef puchero", "Spinach cannelloni"],
    "Silva": ["Fish pie", "Feijoada", "Caldo verde", "Chicken moqueca", "Baked rice with sausage", "Bean and pumpkin stew"],
    "Okafor": ["Vegetable curry", "Jollof rice with chicken", "Egusi soup", "Beef suya with plantain", "Black-eyed bean stew", "Coconut rice"],
    "Duarte": ["Polenta with mushrooms", "Pascualina", "Milanesas with mash", "Chickpea guiso", "Stuffed peppers", "Potato and leek soup"],
    "Ahmadi": ["Ghormeh sabzi", "Lamb and barley soup", "Chicken with barberry rice", "Aubergine and lentils", "Ash reshteh", "Kofta in tomato"],
    "Kim": ["Bibimbap", "Tofu stew", "Japchae", "Chicken with ginger", "Pumpkin porridge and pancakes", "Bulgogi with rice"],
    "Vidal": ["Canelones of ricotta", "Beef guiso", "Vegetable tart", "Chicken milanesas"],
    "Rodríguez": ["Chicken puchero", "Zapallitos rellenos", "Lentil guiso", "Pastel de papa", "Noodle soup"],
    "Benítez": ["Chickpea burgers", "Vegetable lasagne", "Bean chilli", "Aubergine bake", "Corn humita"],
    "Haddad": ["Mujaddara", "Stuffed vine leaves", "Chicken shawarma with rice", "Okra in tomato", "Kibbeh"],
    "Novak": ["Red lentil dal", "Goulash of mushrooms", "Buckwheat and beetroot", "Vegan chilli", "Cabbage rolls"],
    "Machado": ["Moqueca of palm hearts", "Rice, beans and greens", "Pasta al forno", "Chicken and okra"],
    "Larsen": ["Fish soup", "Meatballs with potatoes", "Pea soup", "Salmon and leek gratin"],
}
