# SPDX-License-Identifier: GPL-3.0-or-later
"""What neighbours share: twelve categories of fifteen things. A thing: name, brand (or empty), value in pesos."""

CATEGORIES = {
    "Garden": [
        ("Lawn mower, electric", "Gamma", 9800), ("Brush cutter", "Stihl", 18500), ("Hedge trimmer", "Black+Decker", 5200),
        ("Wheelbarrow, 90 l", "Tramontina", 3900), ("Spade", "Tramontina", 950), ("Garden fork", "Tramontina", 980), ("Leaf rake", "", 450),
        ("Loppers", "Bahco", 2600), ("Pruning saw", "Bahco", 1400), ("Hose, 30 m", "Plastmar", 2100), ("Sprinkler", "Gardena", 850),
        ("Backpack sprayer, 16 l", "Guarany", 3400), ("Compost aerator", "", 1200), ("Soil sieve", "", 700), ("Leaf blower", "Makita", 7900)],
    "Drills and drivers": [
        ("Hammer drill, 13 mm", "Bosch", 5400), ("Cordless drill, 18 V", "Makita", 8900), ("Cordless driver, 12 V", "Bosch", 6200),
        ("Rotary hammer, SDS", "DeWalt", 14500), ("Impact driver, 18 V", "DeWalt", 9800), ("Masonry bits, 5–12 mm", "Irwin", 900),
        ("Wood bits, 3–10 mm", "Irwin", 750), ("Hole saws, 19–64 mm", "Starrett", 2300), ("Bit set, 100 pieces", "Bosch", 2600),
        ("Right-angle drill", "Makita", 11200), ("Drill stand", "Wolfcraft", 3700), ("Mixing paddle drill", "Einhell", 7200),
        ("Screwdriver set", "Stanley", 1600), ("Precision screwdrivers", "Wiha", 2900), ("Countersink set", "", 850)],
    "Saws": [
        ("Circular saw, 190 mm", "Makita", 8700), ("Jigsaw", "Bosch", 5600), ("Mitre saw", "Einhell", 11900), ("Reciprocating saw", "DeWalt", 9300),
        ("Table saw", "Einhell", 17800), ("Hand saw", "Bahco", 1100), ("Tenon saw", "Irwin", 1300), ("Hacksaw", "Starrett", 980),
        ("Coping saw", "", 650), ("Bow saw", "Bahco", 1500), ("Tile cutter, 60 cm", "Rubi", 8400), ("Wet tile saw", "Rubi", 21500),
        ("Multitool, oscillating", "Bosch", 6100), ("Chainsaw, electric", "Oregon", 9900), ("Saw horses, pair", "", 2200)],
    "Sanding and planing": [
        ("Random orbit sander", "Makita", 5900), ("Belt sander", "Bosch", 8200), ("Delta sander", "Black+Decker", 3100), ("Angle grinder, 115 mm", "Bosch", 4800),
        ("Angle grinder, 230 mm", "Makita", 9400), ("Bench grinder", "Gamma", 5300), ("Electric planer", "Makita", 8800), ("Block plane", "Stanley", 2700),
        ("Router", "Bosch", 9700), ("Router bits", "CMT", 3600), ("Wood chisels, set of six", "Irwin", 2900), ("Spokeshave", "", 1800),
        ("Rasp and files", "Bahco", 1400), ("Heat gun", "Black+Decker", 2900), ("Dust extractor", "Kärcher", 11800)],
    "Ladders and access": [
        ("Stepladder, 5 steps", "Alumasa", 3800), ("Stepladder, 8 steps", "Alumasa", 6200), ("Extension ladder, 6 m", "Alumasa", 11500),
        ("Multi-purpose ladder", "Hailo", 9800), ("Scaffold tower, 4 m", "", 38000), ("Trestles, pair", "", 4200), ("Ladder stand-off", "", 1900),
        ("Roof ladder hook", "", 1700), ("Safety harness", "Petzl", 7600), ("Hard hats, four", "3M", 1800), ("Rope, 30 m", "", 2400), ("Pulley block", "", 1500),
        ("Furniture dolly", "", 2100), ("Sack truck", "", 3900), ("Ratchet straps, four", "", 1600)],
    "Painting and decorating": [
        ("Paint sprayer", "Wagner", 9200), ("Roller set", "", 950), ("Wallpaper steamer", "Earlex", 4100), ("Pasting table", "", 1800),
        ("Extension pole, 3 m", "", 1200), ("Dust sheets, six", "", 1500), ("Filling knives", "Stanley", 900), ("Caulking gun", "", 550),
        ("Colour fan", "", 700), ("Spray gun, gravity", "", 2800), ("Airbrush", "", 3300), ("Stencils, letters", "", 480), ("Plaster hawk and trowel", "", 1100),
        ("Paint mixer", "", 650), ("Respirator, half mask", "3M", 2600)],
    "Plumbing and electrics": [
        ("Pipe wrench, 14 inch", "Ridgid", 3200), ("Pipe cutter", "Rothenberger", 2400), ("Drain snake, 10 m", "", 2900), ("Blow torch", "Rothenberger", 2700),
        ("PPR welder", "", 4600), ("Submersible pump", "Grundfos", 12400), ("Multimeter", "Fluke", 7800), ("Cable finder", "Bosch", 4900),
        ("Soldering station", "Weller", 6800), ("Crimping pliers", "Knipex", 3700), ("Fish tape, 20 m", "", 1500), ("Extension reel, 25 m", "", 2300),
        ("Work light, LED", "", 1900), ("Generator, 2 kW", "Honda", 42000), ("Voltage tester", "", 450)],
    "Measuring": [
        ("Laser level, cross line", "Bosch", 7900), ("Laser distance meter", "Bosch", 4300), ("Spirit level, 120 cm", "Stabila", 3100), ("Spirit level, 40 cm", "Stanley", 900),
        ("Tape, 30 m", "Stanley", 1300), ("Tape, 8 m", "Stanley", 600), ("Combination square", "Starrett", 2800), ("Sliding bevel", "", 750),
        ("Chalk line", "Irwin", 420), ("Plumb bob", "", 500), ("Calipers, digital", "Mitutoyo", 5600), ("Moisture meter", "", 2200),
        ("Stud finder", "Zircon", 1900), ("Luggage scales", "", 650), ("Infrared thermometer", "", 1400)],
    "Kitchen": [
        ("Stock pot, 30 l", "Tramontina", 4200), ("Stock pot, 20 l", "Tramontina", 3100), ("Pressure cooker, 10 l", "Marmicoc", 5400), ("Paella pan, 60 cm", "", 3600),
        ("Meat grinder", "", 4800), ("Pasta machine", "Marcato", 5900), ("Stand mixer", "KitchenAid", 24500), ("Food processor", "Philips", 7600),
        ("Dehydrator", "", 6900), ("Preserving jars, forty", "", 3200), ("Vacuum sealer", "", 5100), ("Insulated food box, 33 l", "Cambro", 6300),
        ("Insulated food box, 20 l", "Cambro", 4700), ("Chafing dishes, three", "", 5200), ("Bread proofing baskets", "", 1700)],
    "Cleaning": [
        ("Pressure washer", "Kärcher", 9600), ("Wet and dry vacuum", "Kärcher", 8100), ("Carpet cleaner", "Bissell", 11400), ("Steam cleaner", "Kärcher", 8700),
        ("Floor polisher", "", 9900), ("Window vacuum", "Kärcher", 3900), ("Telescopic brush", "", 1400), ("Gutter scoop", "", 480), ("Upholstery brush set", "", 620),
        ("Air purifier", "Philips", 10200), ("Dehumidifier, 12 l", "", 12800), ("Fan heater", "", 2200), ("Chimney brushes", "", 2600),
        ("Mop press", "", 1900), ("Rag box", "", 200)],
    "Bicycles and transport": [
        ("Cargo bicycle", "Babboe", 68000), ("Bicycle trailer", "Burley", 16500), ("Child seat, rear", "Polisport", 3400), ("Repair stand", "Park Tool", 8900),
        ("Tool case, bicycle", "Park Tool", 7200), ("Floor pump", "SKS", 2400), ("Chain tool", "Park Tool", 1300), ("Wheel truing stand", "", 5600),
        ("Roof rack, universal", "Thule", 13900), ("Bicycle rack for a car", "Thule", 11200), ("Jump leads", "", 1500), ("Battery charger, 12 V", "Bosch", 4100),
        ("Trolley jack, 2 t", "", 4900), ("Folding trolley", "", 2700), ("Hand cart", "", 7400)],
    "Leisure and events": [
        ("Gazebo, 3 × 3 m", "", 7800), ("Folding tables, four", "", 8800), ("Folding chairs, twenty", "", 15600), ("Projector", "Epson", 27500), ("Screen, 2 m", "", 5400),
        ("Loudspeaker with microphone", "JBL", 16900), ("Tent, four people", "Coleman", 9700), ("Camping stove", "Coleman", 4300), ("Sleeping mats, six", "", 4100),
        ("Sewing machine", "Singer", 13200), ("Overlocker", "Brother", 19800), ("Button press", "", 6100), ("Tombo drum", "", 8300), ("Parrilla, portable", "", 6700),
        ("Board games, box of ten", "", 5200)],
}

# What stands beside some of them, by category.
NOTES = {
    "Garden": ["Clean before returning", "Dry before it goes back"],
    "Drills and drivers": ["With case and manual", "Back in its case, please"],
    "Saws": ["Wear the goggles", "Blade changed in spring"],
    "Sanding and planing": ["Wear a mask", "Brush off the dust before returning"],
    "Ladders and access": ["Two people to carry", "Checked in March"],
    "Painting and decorating": ["Clean before returning"],
    "Plumbing and electrics": ["With case and manual", "Only with the power off"],
    "Measuring": ["Back in its case, please", "Do not drop"],
    "Kitchen": ["Wash before returning", "Scratched, works well"],
    "Cleaning": ["Empty before returning", "Clean before returning"],
    "Bicycles and transport": ["Back in its place in the shed", "Key at the shed"],
    "Leisure and events": ["Count the pieces", "Dry before it goes back"],
}
SHELVES = ["Shed, shelf A1", "Shed, shelf A2", "Shed, shelf B1", "Shed, shelf B2", "Shed, wall", "Shed, floor", "Cellar of the co-op"]


def note_of(chance, category):
    return chance.pick(NOTES[category]) if chance.happens(0.4) else ""
