# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice pod: two pods, the neighbours around them, their turns and their tools.

Everything hangs on the Monday of the week that it is made for.  Whoever moves the dates to another week moves them by whole weeks: then turns
stay on their weekdays, and there are two loans overdue on every day of that week.
"""

from common import HOLIDAYS, SERVICE, Chance, Files, born, days, email_of, monday_of, phone_of
from people_data import ABSENCES, AVAILABILITY, CAPABILITIES, CORDON, DISHES, INTERESTED, LEFT, LIMITS, NEEDS, PALERMO, THIS_WEEK
from tool_data import CATEGORIES, SHELVES, note_of

SEED = 1960  # when the first of Montevideo's mutual-aid housing co-operatives were being thought of
WEEKS_BEHIND = 52
WEEKS_AHEAD = 8

PODS = [
    {"name": "Cordón", "center": [-34.9044, -56.1785], "service": SERVICE, "time": "18:00", "weekdays": [1, 2, 3, 4, 5]},
    {"name": "Palermo", "center": [-34.9110, -56.1834], "service": SERVICE, "time": "19:30", "weekdays": [1, 2, 3, 4, 5]},
]

# Weeks from this one in which a household took over the place of one that left.
KIM_AFTER_VIDAL = -34
MACHADO_AFTER_LARSEN = -7

# These tools are the ones that are out too long: number, borrower, due (days from Monday), note.
OVERDUE_TOOLS = [("Hammer drill, 13 mm", "Benítez", -6, "Asked for a few more days"), ("Projector", "Kim", -2, "")]

# Who took the applications down.
RECORDED_BY = "Lucía Pereira"

# How far two of those who would like to join have come: applied, e-mail confirmed, phone confirmed, visited (days from Monday).
APPLICANTS = {"Fernández": [-7, None, None, None], "Acosta": [-27, -25, None, -16]}


class PracticePod:
    def __init__(self, today):
        self.today = today
        self.monday = monday_of(today)
        self.chance = Chance(SEED)
        self.files = Files()
        self.capacity = {}
        self.eaters = {}

    def make(self):
        self.add_households()
        self.add_memberships()
        self.add_wishes()
        self.add_turns()
        self.add_tools()
        self.add_loans()
        return self.files

    # Households --------------------------------------------------------------------------------------------------

    def add_households(self):
        groups = [(CORDON, "Cordón", "member"), (PALERMO, "Palermo", "member"), (INTERESTED, "", "interested"), (LEFT, "", "left")]
        index = 100
        for group, pod, status in groups:
            for household in group:
                index += 1
                self.add_household(household, pod, "trial" if household[0] == "Machado" else status, phone_of(index))

    def add_household(self, household, pod, status, phone):
        name, address, latitude, longitude, capacity, notes, people = household
        adults = sum(person[2] == "adult" for person in people)
        self.capacity[name] = capacity
        if pod:
            self.eaters[pod] = self.eaters.get(pod, 0) + len(people)
        steps = [None if n is None else self.monday + days(n) for n in APPLICANTS.get(name, [None] * 4)]
        self.files.add("households", name, address, f"{latitude:.5f}", f"{longitude:.5f}", status, phone, email_of(name), adults,
                       len(people) - adults, capacity, notes, pod, *LIMITS.get(name, [None] * 6),
                       *steps)
        for given, age, role, diet, allergies, note in people:
            self.files.add("people", name, f"{given} {name}", born(self.chance, self.today, age), role, diet, allergies, note,
                           CAPABILITIES.get((name, given)))

    def week(self, n):
        return self.monday + days(7 * n)

    def add_memberships(self):
        add = self.files.add
        for name in ["Pereira", "Silva", "Okafor"]:
            self.add_joined("Cordón", name, self.week(-140))
        for name in ["Duarte", "Ahmadi"]:
            self.add_joined("Cordón", name, self.week(-135))
        self.add_joined("Cordón", "Kim", self.week(KIM_AFTER_VIDAL))
        for name in ["Rodríguez", "Benítez", "Haddad", "Novak"]:
            self.add_joined("Palermo", name, self.week(-80), 50 if name == "Novak" else 100)
        add("memberships", "Palermo", "Machado", "trial", self.week(MACHADO_AFTER_LARSEN), None, 100)
        for i, household in enumerate(INTERESTED):
            add("memberships", None, household[0], "interested", self.week(-3 * i - 1) + days(self.chance.below(5)), None, 100)
        for pod, name, joined, left in [("Cordón", "Vidal", -140, KIM_AFTER_VIDAL), ("Cordón", "Moreira", -140, -70),
                                        ("Palermo", "Larsen", -80, MACHADO_AFTER_LARSEN)]:
            add("memberships", pod, name, "member", self.week(joined), self.week(left), 100)
            add("memberships", pod, name, "left", self.week(left), None, 100)

    def add_joined(self, pod, name, joined, share=100):
        """A month on trial comes first."""
        self.files.add("memberships", pod, name, "trial", joined, joined + days(28), share)
        self.files.add("memberships", pod, name, "member", joined + days(28), None, share)

    def add_wishes(self):
        for name, from_monday, nights, reason in ABSENCES:
            start = self.monday + days(from_monday)
            self.files.add("absences", name, start, start + days(nights), reason)
        for name, states in AVAILABILITY.items():
            for weekday, state in sorted(states.items()):
                self.files.add("availability", name, weekday, state)
        for need in NEEDS:
            self.files.add("needs", *need)

    # Turns -------------------------------------------------------------------------------------------------------

    def cook_of(self, pod, week, weekday):
        """Cordón's six go round over five days; in Palermo each of the five has a day."""
        if pod == "Cordón":
            sixth = "Kim" if week >= KIM_AFTER_VIDAL else "Vidal"
            return ["Pereira", "Silva", "Okafor", "Duarte", "Ahmadi", sixth][(5 * week + weekday) % 6]
        fifth = "Machado" if week >= MACHADO_AFTER_LARSEN else "Larsen"
        return ["Rodríguez", "Benítez", "Haddad", "Novak", fifth][weekday]

    def is_away(self, name, date):
        return any(n == name and self.monday + days(start) <= date < self.monday + days(start + nights) for n, start, nights, _ in ABSENCES)

    def add_turns(self):
        for week in range(-WEEKS_BEHIND, WEEKS_AHEAD + 1):
            for weekday in range(5):
                for pod in PODS:
                    self.add_turn(pod, week, weekday)

    def add_turn(self, pod, week, weekday):
        date = self.week(week) + days(weekday)
        cook = self.cook_of(pod["name"], week, weekday)
        dish = self.chance.pick(DISHES[cook])
        if pod["name"] == "Cordón" and week == 0 and weekday < len(THIS_WEEK):
            dish = THIS_WEEK[weekday]
        portions = min(self.capacity[cook], self.eaters[pod["name"]] + self.chance.pick([0, 0, 0, 1, 1, 2, -1, -2, -4]))
        state, note = "done", dish
        if (date.month, date.day) in HOLIDAYS:
            state, note, portions = "cancelled", "Holiday", None
        elif date >= self.today:
            state, note = self.turn_ahead(cook, date, week, dish)
        elif self.is_away(cook, date):
            cover = self.chance.pick([h[0] for h in (CORDON if pod["name"] == "Cordón" else PALERMO) if h[0] not in (cook, "Machado", "Kim")])
            note = f"{self.chance.pick(DISHES[cover])}, in place of {cook}"
            cook = cover
        elif week < -1:
            state, note = self.turn_behind(dish)
        self.files.add("turns", date, pod["time"], SERVICE, cook, portions, state, note, pod["name"])

    def turn_behind(self, dish):
        if self.chance.happens(0.015):
            return "missed", "Nobody cooked: there was bread and cheese"
        if self.chance.happens(0.025):
            return "excused", self.chance.pick(["Ill; said so in the morning", "Power cut in the street", "A funeral in the family"])
        return "done", dish

    def turn_ahead(self, cook, date, week, dish):
        if week <= 1 and self.is_away(cook, date):
            return "seeking-cover", "Ana is ill" if cook == "Duarte" else "Away"
        if week <= 1:
            return "published", dish
        return "planned", dish if self.chance.happens(0.3) else ""

    # Tools -------------------------------------------------------------------------------------------------------

    def add_tools(self):
        things = [(category, *thing) for category, list_ in CATEGORIES.items() for thing in list_]
        spared = {name for name, *_ in OVERDUE_TOOLS} | {"Pressure washer", "Lawn mower, electric", "Stock pot, 30 l"}
        order = self.chance.shuffled([i for i, thing in enumerate(things) if thing[1] not in spared])
        status = {i: "maintenance" for i in order[:5]} | {i: "missing" for i in order[5:7]} | {i: "retired" for i in order[7:10]}
        owners = [h[0] for h in CORDON + PALERMO]
        self.lendable = []
        for i, (category, name, brand, value) in enumerate(things):
            owner = "Vidal" if name == "Pressure washer" else self.chance.pick(owners) if self.chance.happens(0.45) else ""
            state = status.get(i, "active")
            if state == "active":
                self.lendable.append((i + 1, name, owner))
            self.add_tool(i, category, name, brand, value, owner, state)

    def add_tool(self, i, category, name, brand, value, owner, state):
        condition = self.chance.pick(["new"] * 2 + ["good"] * 11 + ["fair"] * 5 + ["worn"] * 2)
        note = note_of(self.chance, category)
        if state == "maintenance":
            condition, note = self.chance.pick([("unsafe", "The lead is frayed: not to be used"), ("worn", "Waiting for a spare part"),
                                                ("worn", "At the repair morning")])
        elif state == "missing":
            note = "Not seen since the last stocktaking"
        elif state == "retired":
            condition, note = "worn", "Kept for parts"
        location = f"At {owner}’s" if owner else self.chance.pick(SHELVES)
        self.files.add("tools", i + 1, name, category, owner, value, condition, location, state, note, brand)

    def add_loans(self):
        overdue = {name for name, *_ in OVERDUE_TOOLS}
        free = self.chance.shuffled([tool for tool in self.lendable if tool[1] not in overdue])
        rows = [self.returned_loan(free[i % 24], i // 24) for i in range(40)]
        rows += [self.open_loan(tool) for tool in free[20:40]]
        for name, borrower, due, note in OVERDUE_TOOLS:
            number = next(tool[0] for tool in self.lendable if tool[1] == name)
            rows.append((self.monday + days(due - 7), number, borrower, self.monday + days(due), None, note))
        seen = set()
        for out, number, borrower, due, returned, note in sorted(rows, key=lambda row: row[:2]):
            if returned is None and number in seen:
                raise ValueError(f"tool {number} is out twice")
            seen |= {number} if returned is None else set()
            self.files.add("loans", number, borrower, out, due, returned, note)

    def borrower(self, owner, date):
        joined = {"Kim": self.week(KIM_AFTER_VIDAL), "Machado": self.week(MACHADO_AFTER_LARSEN)}
        return self.chance.pick([h[0] for h in CORDON + PALERMO if h[0] != owner and joined.get(h[0], date) <= date])

    def returned_loan(self, tool, half):
        """A tool's loans lie in different halves of the year, so that they cannot overlap."""
        number, _, owner = tool
        out = self.today - days(360 - 165 * half) + days(self.chance.below(140))
        note = self.chance.pick(["", "", "", "", "Cleaned", "Asked to keep it a day longer", "Came back with a new plug"])
        return out, number, self.borrower(owner, out), out + days(7), out + days(self.chance.between(1, 9)), note

    def open_loan(self, tool):
        """Due from Sunday on, so that none of them turns overdue while the week of the practice pod lasts."""
        number, _, owner = tool
        due = self.monday + days(6 + self.chance.below(12))
        out = min(due - days(self.chance.pick([7, 14, 14, 21])), self.today - days(self.chance.below(4)))
        note = self.chance.pick(["", "", "", "With the case", "For the weekend", "For the school yard"])
        return out, number, self.borrower(owner, out), due, None, note
