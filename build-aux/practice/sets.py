# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets of a given size, for measuring: S is one pod, L is a co-op's office; and tools by the number."""

from common import SERVICE, Chance, Files, born, days, email_of, monday_of, phone_of
from people_data import DISHES
from tool_data import CATEGORIES, SHELVES, note_of

SEED = 20
SIZES = {"S": {"pods": 1, "tools": 150, "loans": 100}, "L": {"pods": 50, "tools": 2500, "loans": 5000}}
WEEKS_BEHIND, WEEKS_AHEAD = 40, 8
PEOPLE = [4, 3, 4, 2, 4, 4]  # of the households of a pod: 21

SURNAMES = ["Pereira", "Silva", "Okafor", "Duarte", "Ahmadi", "Kim", "Rodríguez", "Benítez", "Haddad", "Novak", "Fernández", "Acosta", "Suárez",
            "Tanaka", "Rossi", "González", "Olivera", "Núñez", "Weiss", "Cabrera", "Ortiz", "Petrov", "Diallo", "Mendoza", "Castro"]
GIVEN = ["Ana", "Bruno", "Camila", "Diego", "Elena", "Facundo", "Gabriela", "Hugo", "Irina", "Joaquín", "Karim", "Lucía", "Martín", "Nora", "Omar",
         "Paula", "Quiteria", "Rosa", "Samir", "Teresa", "Uma", "Valentín", "Walter", "Ximena", "Yara", "Zoe"]
STREETS = ["Guayabo", "Gaboto", "Minas", "Magallanes", "Colonia", "Mercedes", "Soriano", "Canelones", "Maldonado", "Durazno", "Salto", "Yaro"]
ALLERGIES = ["", "", "", "", "", "", "", "", "milk:intolerance", "peanuts:anaphylaxis", "fish:allergy", "eggs:avoid", "nuts:allergy; sesame:avoid"]
DIETS = ["", "", "", "", "", "vegetarian", "vegan", "halal"]


class SizedSet:
    def __init__(self, today, size):
        self.today = today
        self.monday = monday_of(today)
        self.size = SIZES[size]
        self.chance = Chance(SEED)
        self.files = Files()
        self.dishes = [dish for dishes in DISHES.values() for dish in dishes]
        self.pods = []

    def make(self):
        for pod in range(self.size["pods"]):
            self.add_pod(pod)
        self.add_turns()
        add_tools(self.files, self.chance, self.size["tools"], [name for _, names in self.pods for name in names])
        self.add_loans()
        return self.files

    def add_pod(self, pod):
        """Pods stand in a grid over the quarter, their households around them."""
        name = f"Pod {pod + 1}"
        latitude, longitude = -34.9140 + 0.0040 * (pod // 10), -56.1900 + 0.0022 * (pod % 10)
        names = []
        for i, people in enumerate(PEOPLE):
            index = pod * len(PEOPLE) + i
            a, b = divmod(index, len(SURNAMES))
            household = SURNAMES[b] if a == 0 else f"{SURNAMES[b]} {SURNAMES[(a + b) % len(SURNAMES)]}"
            names.append(household)
            self.add_household(index, household, name, latitude, longitude, people)
        self.pods.append((name, names))

    def add_household(self, index, household, pod, latitude, longitude, people):
        chance = self.chance
        place = [f"{centre + chance.between(-100, 100) * 1e-5:.5f}" for centre in (latitude, longitude)]
        address = f"{chance.pick(STREETS)} {chance.between(900, 2200)}"
        adults = 2 if people > 2 else 1
        self.files.add("households", household, address, *place, "member", phone_of(index + 1), email_of(household), adults, people - adults,
                       chance.between(20, 30), "", pod, *[None] * 10)
        for i in range(people):
            adult = i < adults
            age = chance.between(25, 70) if adult else chance.between(1, 17)
            self.files.add("people", household, f"{GIVEN[(index + 7 * i) % len(GIVEN)]} {household}", born(chance, self.today, age),
                           "adult" if adult else "child", chance.pick(DIETS), chance.pick(ALLERGIES), "", None)
        self.files.add("memberships", pod, household, "member", self.monday - days(7 * 60), None, 100)
        self.files.add("availability", household, chance.between(6, 7), "unavailable")
        start = self.monday + days(chance.between(-300, 40))
        self.files.add("absences", household, start, start + days(chance.between(2, 10)), "Away")
        self.files.add("needs", household, chance.pick(["offer", "need"]), chance.pick(["cook", "sit", "tutor", "lend"]), "")

    def add_turns(self):
        for week in range(-WEEKS_BEHIND, WEEKS_AHEAD):
            for weekday in range(5):
                date = self.monday + days(7 * week + weekday)
                for pod, names in self.pods:
                    cook = names[(5 * week + weekday) % len(names)]
                    state = "planned" if week > 1 else "published" if date >= self.today else "missed" if self.chance.happens(0.02) else "done"
                    self.files.add("turns", date, "18:00", SERVICE, cook, 21 - self.chance.below(4), state, self.chance.pick(self.dishes), pod)

    def add_loans(self):
        """Each tool in its turn, a tool's loans in stretches of the year that cannot overlap; a fiftieth are out still."""
        tools, loans = self.size["tools"], self.size["loans"]
        names = [name for _, names in self.pods for name in names]
        still_out = loans // 50
        for i in range(loans - still_out):
            stretch, tool = divmod(i, tools)
            out = self.today - days(360 - 165 * stretch) + days(self.chance.below(140))
            self.files.add("loans", tool + 1, self.chance.pick(names), out, out + days(7), out + days(self.chance.between(1, 9)), "")
        lendable = [row[0] for row in self.files.rows["tools"] if row[7] == "active"]
        for number in lendable[:: len(lendable) // still_out][:still_out]:
            out = self.today - days(self.chance.between(0, 10))
            self.files.add("loans", number, self.chance.pick(names), out, out + days(7), None, "")


def add_tools(files, chance, count, owners):
    things = [(category, *thing) for category, list_ in CATEGORIES.items() for thing in list_]
    for i in range(count):
        category, name, brand, value = things[i % len(things)]
        copy = i // len(things)
        owner = chance.pick(owners) if owners and chance.happens(0.4) else ""
        status = "maintenance" if chance.happens(0.03) else "active"
        files.add("tools", i + 1, name if copy == 0 else f"{name} ({copy + 1})", category, owner, value + 50 * chance.below(20),
                  chance.pick(["new", "good", "good", "fair", "worn"]), "" if owner else chance.pick(SHELVES), status, note_of(chance, category), brand)
