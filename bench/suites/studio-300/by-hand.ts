/** The part of Studio-300 that was written by hand: [prompt, what it exercises, atoms, wishes no check can express]. */
export type Written = readonly [prompt: string, tags: string, atoms: string, unexpressed?: string];

export const byHand: readonly Written[] = [
  // Plain wishes, said as people say them.
  ["Three brown dogs.", "plain", "3 dog:brown"],
  ["I'd like a pair of purple umbrellas, please", "plain synonym", "2 umbrella:purple"],
  ["Just four green backpacks, nothing fancy", "plain", "4 backpack:green"],
  ["A lone stone elephant", "plain", "1 elephant:stone"],
  ["half a dozen pink donuts", "plain synonym", "6 donut:pink"],
  ["show me seven sparkling birds", "plain", "7 bird:sparkling"],
  ["a couple of wooden rabbits", "plain synonym", "2 rabbit:wooden"],
  ["Five kittens, all of them black", "synonym", "5 cat:black"],
  ["Two motorbikes, chequered", "synonym", "2 motorcycle:checkered"],
  ["a trio of spotted ponies", "synonym", "3 horse:spotted"],
  ["Four crimson toadstools", "synonym", "4 mushroom:red"],
  ["A transparent violin and a steel guitar", "synonym", "1 violin:glass; 1 guitar:metal"],
  ["One lorry in violet, two bikes in scarlet", "synonym", "1 truck:purple; 2 bicycle:red"],
  ["Three bunnies and a tortoise", "synonym", "3 rabbit; 1 turtle"],
  ["biscuits! exactly six of them, and one croissant", "synonym", "6 cookie; 1 croissant"],
  ["Two rock lions guarding a wooden chair", "synonym", "2 lion:stone; 1 chair:wooden", "guarding"],
  // Clauses and pronouns.
  ["A black cat that sits under a red umbrella", "clause", "1 cat:black; 1 umbrella:red; cat under umbrella"],
  [
    "There is a giraffe, and to the right of it stand two zebras",
    "clause pronoun",
    "1 giraffe; 2 zebra; zebra right-of giraffe",
  ],
  [
    "Three penguins; behind them, a single yellow car",
    "clause pronoun",
    "3 penguin; 1 car:yellow; car behind penguin",
  ],
  [
    "Draw two candles. Put a clock on the left of them.",
    "clause pronoun",
    "2 candle; 1 clock; clock left-of candle",
  ],
  [
    "A suitcase, blue, on top of which there is a trumpet",
    "clause pronoun",
    "1 suitcase:blue; 1 trumpet; trumpet on-top-of suitcase",
  ],
  [
    "Four cows stand in front of a metal truck, which is white... no wait, keep it metal",
    "clause",
    "4 cow; 1 truck:metal; cow in-front-of truck",
  ],
  ["a pig next to nobody, just the pig, in pink plastic... make it plastic", "clause", "1 pig:plastic"],
  [
    "We have five bagels. They are all green. Below them is one wooden chair.",
    "clause pronoun",
    "5 bagel:green; 1 chair:wooden; chair under bagel",
  ],
  [
    "The koalas, of which there are three, are striped; the monkey beside them, on their right, is blue",
    "clause pronoun",
    "3 koala:striped; 1 monkey:blue {the monkey: one}; monkey right-of koala",
  ],
  [
    "Imagine two horses: both brown, and behind both a stone clock",
    "clause pronoun",
    "2 horse:brown; 1 clock:stone; clock behind horse",
  ],
  [
    "A rabbit with a backpack to its left and a suitcase to its right",
    "clause pronoun",
    "1 rabbit; 1 backpack; 1 suitcase; backpack left-of rabbit; suitcase right-of rabbit",
  ],
  [
    "Two puppies in front of a yellow chair, and over the chair a red clock",
    "clause synonym",
    "2 dog; 1 chair:yellow; 1 clock:red; dog in-front-of chair; clock on-top-of chair",
  ],
  [
    "Take a glass guitar and set four white mushrooms beneath it",
    "clause pronoun",
    "1 guitar:glass; 4 mushroom:white; mushroom under guitar",
  ],
  [
    "A bear stands behind three chairs that are made of metal",
    "clause",
    "1 bear; 3 chair:metal; bear behind chair",
  ],
  [
    "A flamingo whose colour is blue, left of a flower whose colour is yellow",
    "clause",
    "1 flamingo:blue; 1 flower:yellow; flamingo left-of flower",
  ],
  [
    "sheep, two, checkered, and underneath a pair of trucks",
    "clause",
    "2 sheep:checkered; 2 truck; truck under sheep",
  ],
  // Comparatives: the numbers follow.
  ["Two cats and twice as many dogs as cats", "comparative", "2 cat; 4 dog {twice the two cats}"],
  [
    "There are three birds and one more turtle than there are birds",
    "comparative",
    "3 bird; 4 turtle {one more than three}",
  ],
  ["Six cookies, half as many donuts as cookies", "comparative", "6 cookie; 3 donut {half of six}"],
  ["As many umbrellas as flowers: three flowers", "comparative", "3 flower; 3 umbrella"],
  ["One lion and three times as many zebras, the zebras in green", "comparative", "1 lion; 3 zebra:green"],
  ["Four red candles and two fewer blue clocks", "comparative", "4 candle:red; 2 clock:blue"],
  [
    "Two violins, and the trumpets outnumber them by one",
    "comparative",
    "2 violin; 3 trumpet {one more than two}",
  ],
  [
    "Twice as many plastic toys as wooden chairs; there are two chairs",
    "comparative",
    "2 chair:wooden; 4 toy:plastic {twice the two chairs}",
  ],
  ["five mushrooms, as many turtles, and a pig", "comparative", "5 mushroom; 5 turtle; 1 pig"],
  [
    "Three croissants to the left of twice as many bagels",
    "comparative",
    "3 croissant; 6 bagel {twice the three}; croissant left-of bagel",
  ],
  [
    "One elephant, two giraffes and as many koalas as elephant and giraffes together",
    "comparative",
    "1 elephant; 2 giraffe; 3 koala {one and two}",
  ],
  [
    "Two white rabbits, double that number of brown rabbits",
    "comparative",
    "2 rabbit=white; 4 rabbit=brown {double of two}",
  ],
  [
    "More cars than trucks: three cars, two trucks, the trucks in black",
    "comparative",
    "3 car; 2 truck:black",
  ],
  // Negation.
  ["Four chairs and no cats", "negation", "4 chair; no cat"],
  [
    "A garden party without people: two umbrellas, three chairs, no flowers",
    "negation",
    "2 umbrella; 3 chair; no flower",
    "a garden party",
  ],
  ["Two dogs, a clock, but not a single bird", "negation", "2 dog; 1 clock; no bird"],
  [
    "breakfast with three croissants and zero donuts; bagels are not wanted either",
    "negation",
    "3 croissant; no donut; no bagel",
    "breakfast",
  ],
  [
    "One black horse, no riders, no zebras, one stone suitcase",
    "negation",
    "1 horse:black; no zebra; 1 suitcase:stone",
  ],
  ["Animals only: a cow and two pigs, never a sheep", "negation", "1 cow; 2 pig; no sheep"],
  ["Three blue cars, none of them red, without motorcycles", "negation", "3 car:blue; no motorcycle"],
  [
    "A street with two trucks and a bicycle in front of them but without any cars",
    "negation pronoun",
    "2 truck; 1 bicycle; bicycle in-front-of truck; no car",
    "a street",
  ],
  [
    "Music without trumpets: a violin left of two guitars",
    "negation",
    "1 violin; 2 guitar; violin left-of guitar; no trumpet",
  ],
  ["five candles, no more, no less, and no mushrooms at all", "negation", "5 candle; no mushroom"],
  // Several groups of one kind.
  [
    "A red, a blue and a green car in a row",
    "same-kind",
    "1 car=red; 1 car=blue; 1 car=green; 3 car {one of each of three colours}",
    "in a row",
  ],
  ["Two white cats and three black cats", "same-kind", "2 cat=white; 3 cat=black; 5 cat {two and three}"],
  [
    "One wooden guitar to the left of one metal guitar",
    "same-kind",
    "1 guitar=wooden; 1 guitar=metal; guitar=wooden left-of guitar=metal",
  ],
  [
    "four umbrellas: two striped, two spotted",
    "same-kind",
    "4 umbrella; 2 umbrella=striped; 2 umbrella=spotted",
  ],
  [
    "Three yellow birds above two purple birds",
    "same-kind",
    "3 bird=yellow; 2 bird=purple; bird=yellow on-top-of bird=purple",
  ],
  [
    "Six flowers, half of them pink, the other half white",
    "same-kind",
    "6 flower; 3 flower=pink {half of six}; 3 flower=white {half of six}",
  ],
  [
    "a pink pig and a brown pig, with a checkered suitcase between... no, behind them",
    "same-kind pronoun",
    "1 pig=pink; 1 pig=brown; 1 suitcase:checkered; suitcase behind pig",
  ],
  // Ordinals and places that checks cannot express are marked.
  [
    "Three cars side by side, the first one red, the second blue, the third yellow",
    "ordinal same-kind",
    "3 car; 1 car=red; 1 car=blue; 1 car=yellow; car=red left-of car=blue {the first of a row is its left}; car=blue left-of car=yellow {the second stands before the third}",
  ],
  [
    "Two dogs; the one on the left is black, the other one is white",
    "ordinal same-kind",
    "2 dog; 1 dog=black; 1 dog=white; dog=black left-of dog=white",
  ],
  [
    "First a bear, then to its right a lion, and last, rightmost, a monkey",
    "ordinal pronoun",
    "1 bear; 1 lion; 1 monkey; lion right-of bear; monkey right-of lion",
  ],
  [
    "Four penguins in a line, the last one wearing nothing but stripes",
    "ordinal",
    "4 penguin; 1 penguin=striped",
    "the last one in the line",
  ],
  [
    "three tiny mushrooms beside one huge elephant, elephant on the right",
    "ordinal size",
    "3 mushroom; 1 elephant; elephant right-of mushroom",
    "tiny; huge",
  ],
  [
    "A stack: the clock lowest, above it a suitcase, above that a cat",
    "ordinal pronoun",
    "1 clock; 1 suitcase; 1 cat; suitcase on-top-of clock; cat on-top-of suitcase",
  ],
  // Lettering.
  [
    "A poster that says “SALE” with two red cars below the lettering",
    "lettering",
    '"SALE"; 2 car:red; car under lettering',
  ],
  ["“HELLO” in big letters and three rabbits", "lettering", '"HELLO"; 3 rabbit', "big"],
  ["Two donuts and the words “SWEET DAY”", "lettering", '"SWEET DAY"; 2 donut'],
  [
    "A bakery sign reading “FRESH” above four croissants",
    "lettering",
    '"FRESH"; 4 croissant; lettering on-top-of croissant',
  ],
  [
    "Birthday card: “HAPPY 7” and seven candles, no cookies",
    "lettering negation",
    '"HAPPY 7"; 7 candle; no cookie',
  ],
  ["one black cat, the caption “LOST” underneath", "lettering", '1 cat:black; "LOST"; lettering under cat'],
  [
    "“ZOO” over a giraffe, an elephant and two flamingos",
    "lettering",
    '"ZOO"; 1 giraffe; 1 elephant; 2 flamingo; lettering on-top-of giraffe; lettering on-top-of elephant',
  ],
  [
    "the word “MUSIC”, and under it a guitar to the left of a violin",
    "lettering pronoun",
    '"MUSIC"; 1 guitar; 1 violin; guitar left-of violin; guitar under lettering',
  ],
  [
    "Travel flyer, headline “GO FAR”, three suitcases in blue plus one metal bicycle",
    "lettering",
    '"GO FAR"; 3 suitcase:blue; 1 bicycle:metal',
    "flyer",
  ],
  ["A label with “BIO” on it and five green mushrooms", "lettering", '"BIO"; 5 mushroom:green', "label"],
  [
    "“STOP” and, to the right of it, a yellow truck",
    "lettering pronoun",
    '"STOP"; 1 truck:yellow; truck right-of lettering',
  ],
  ["Invitation reading “TEA 4 TWO”: two chairs, two cookies", "lettering", '"TEA 4 TWO"; 2 chair; 2 cookie'],
  // Verbs.
  ["A dog chasing two cats", "verb", "1 dog; 2 cat; dog chasing cat"],
  ["The monkey plays with a red toy", "verb", "1 monkey; 1 toy:red; monkey playing-with toy"],
  [
    "Three horses jumping over a stone suitcase",
    "verb",
    "3 horse; 1 suitcase:stone; horse jumping-over suitcase",
  ],
  [
    "a lion runs... is running after one zebra, and there are no giraffes",
    "verb negation",
    "1 lion; 1 zebra; lion chasing zebra; no giraffe",
  ],
  // Long briefs.
  [
    "Kids' room print: two blue elephants on the left, three yellow birds to the right of them, and under the birds one wooden toy. No clocks.",
    "long negation pronoun",
    "2 elephant:blue; 3 bird:yellow; 1 toy:wooden; bird right-of elephant; toy under bird; no clock",
    "kids' room print",
  ],
  [
    "For the café wall: four brown croissants above two glass chairs; left of the chairs a spotted cow, right of them a metal trumpet",
    "long pronoun",
    "4 croissant:brown; 2 chair:glass; 1 cow:spotted; 1 trumpet:metal; croissant on-top-of chair; cow left-of chair; trumpet right-of chair",
    "café wall",
  ],
  [
    "Street scene with three red motorcycles in front of two white trucks, one black dog to the left of the motorcycles, “OPEN” written above the trucks, and no bicycles",
    "long lettering negation",
    '3 motorcycle:red; 2 truck:white; 1 dog:black; motorcycle in-front-of truck; dog left-of motorcycle; "OPEN"; lettering on-top-of truck; no bicycle',
    "street scene",
  ],
  [
    "An ark: two lions, two zebras, two giraffes and two koalas, all in pairs, no penguins",
    "long negation",
    "2 lion; 2 zebra; 2 giraffe; 2 koala; no penguin",
    "in pairs",
  ],
  [
    "Five purple flowers to the left of a stone turtle, and behind the turtle two checkered umbrellas; also a yellow cat on top of the turtle, and not one bear",
    "long negation",
    "5 flower:purple; 1 turtle:stone; 2 umbrella:checkered; 1 cat:yellow; flower left-of turtle; umbrella behind turtle; cat on-top-of turtle; no bear",
  ],
  [
    "Orchestra of objects: one violin, two trumpets, three guitars, and as many wooden chairs as there are guitars",
    "long comparative",
    "1 violin; 2 trumpet; 3 guitar; 3 chair:wooden",
    "orchestra",
  ],
  [
    "A toy shop window with six plastic toys, over them the lettering “JOY”, below them one green car and one pink car",
    "long lettering pronoun same-kind",
    '6 toy:plastic; "JOY"; lettering on-top-of toy; 1 car=green; 1 car=pink; car under toy',
    "shop window",
  ],
  [
    "Packing list: two backpacks, blue; one suitcase, sparkling; one umbrella, striped; one clock, metal; nothing else",
    "long negation",
    "2 backpack:blue; 1 suitcase:sparkling; 1 umbrella:striped; 1 clock:metal",
    "nothing else",
  ],
  [
    "The raccoon (spotted) has three bagels in front of it, two white candles behind it and a kangaroo on its left",
    "long pronoun",
    "1 raccoon:spotted; 3 bagel; 2 candle:white; 1 kangaroo; bagel in-front-of raccoon; candle behind raccoon; kangaroo left-of raccoon",
  ],
  [
    "Nursery alphabet page: “BEAR” at the top, a brown bear beneath it, and to the bear's right two pink rabbits",
    "long lettering pronoun",
    '"BEAR"; 1 bear:brown; bear under lettering; 2 rabbit:pink; rabbit right-of bear',
  ],
  [
    "Farm: four sheep, three pigs, two cows, one horse. Pigs left of the sheep, cows right of the sheep.",
    "long",
    "4 sheep; 3 pig; 2 cow; 1 horse; pig left-of sheep; cow right-of sheep",
    "farm",
  ],
  [
    "a wedding seat plan joke: two white chairs, one black cat on top of them, three pink flowers to the right, zero dogs",
    "long negation pronoun synonym",
    "2 chair:white; 1 cat:black; cat on-top-of chair; 3 flower:pink; flower right-of chair; no dog",
  ],
  [
    "Two stone koalas and two glass koalas; the glass ones above the stone ones, and a red clock on the left of everything",
    "long same-kind",
    "2 koala=stone; 2 koala=glass; koala=glass on-top-of koala=stone; 1 clock:red; clock left-of koala",
  ],
  [
    "Logo sketch: “ROAM”, a green bicycle under it, nothing but one blue backpack to the bicycle's left",
    "long lettering pronoun",
    '"ROAM"; 1 bicycle:green; bicycle under lettering; 1 backpack:blue; backpack left-of bicycle',
    "nothing but",
  ],
];
