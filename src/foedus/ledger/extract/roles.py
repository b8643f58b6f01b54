"""Words for offices, groups and sources, and the words that stand around them."""

from foedus.ledger.extract.words import listed

PERSONS = listed("""
    president premier chancellor minister secretary envoy ambassador negotiator spokesman spokeswoman
    spokesperson leader king prince queen emir sultan commander representative chief head director
    commissioner chairman chairwoman chair secretary-general emissary delegate adviser advisor governor
    mediator vice-president prime-minister general admiral undersecretary premier-designate monarch
    foreign-minister chief-of-staff taoiseach diplomat official aide lawmaker senator counterpart pope speaker
    rapporteur coordinator plenipotentiary minister-president vice-minister deputy-minister
""")
"""Heads of a phrase that names one person."""
GROUPS = listed("""
    government ministry presidency side delegation team leadership authorities administration cabinet council
    military army negotiators officials diplomats ministers leaders envoys embassy mission office regime junta
    forces troops soldiers commanders generals representatives secretariat palace chancellery mediators
    delegates ambassadors premiers presidents spokespeople advisers aides commission rebels militia insurgents
    separatists militants guerrillas bloc mediation group movement faction organisation organization country
    kingdom republic emirate sultanate
""")
"""Heads of a phrase that names a body or several persons."""
SOURCES = listed("""
    member members source sources person people analyst analysts expert experts doctor doctors witness
    witnesses resident residents observer observers insider insiders participant participants lawyer lawyers
    scholar scholars mediators mediator researcher researchers
""")
"""Heads of a phrase that names somebody who speaks for nobody."""
LIKE_BODIES = listed(
    "group movement faction organisation organization bloc country kingdom republic emirate sultanate"
)
"""`the group`, `the country`: a body that was named before."""
PLACED = listed("official officials lawmakers leaders authorities government opposition leadership")
"""Offices that a place tells: `officials in Baku`."""
ADJECTIVAL = listed("military army government security opposition state")
"""Heads that are often only describing words: `military aid`."""
STANDING = listed("army military junta generals rebels militia insurgents separatists militants guerrillas")
"""Groups that are a side of their own where nothing says whose they are."""
FOREIGN = listed("mediator envoy diplomat ambassador observer rapporteur coordinator emissary counterpart")
"""Offices that need not belong to the state that is spoken of."""
APART = listed(
    "opposition lawmakers lawmaker parliament parliamentarians protesters critics senators mayors mayor"
)
"""Voices in a state that do not bind its government."""

MODIFIERS = listed("""
    own deputy vice foreign prime first second third defence defense finance interior energy trade economy
    economics justice health irrigation water agriculture environment culture education transport chief
    special senior top former acting outgoing incoming military security national presidential permanent high
    high-level high-ranking high-representative nuclear peace government state lead main veteran cabinet army
    rebel political intelligence press climate relief humanitarian central federal interim transitional
    supreme leading visiting negotiating ruling diplomatic external affairs relations european international
    regional local executive general then-president caretaker elected counter-terrorism disarmament human
    rights migration home oil petroleum fisheries maritime border strategic joint de facto under assistant
    principal personal joint royal crown ex-president long-time longtime hardline western eastern northern
    southern arab unnamed another other new army-backed western-backed rights same russian-backed saudi-led
""")
"""Words that may stand between whose office it is and the office."""

DETERMINERS = listed(
    "the a an this these those one two three four five six several some many both another other most few all"
)
INDEFINITE = listed("a an one two three four five six several some many another other few most")
POSSESSIVES = {
    "his": "he",
    "her": "he",
    "its": "it",
    "their": "they",
    "our": "we",
    "my": "we",
    "whose": "whose",
}
PRONOUNS = {
    "he": "he",
    "she": "he",
    "it": "it",
    "they": "they",
    "we": "we",
    "i": "we",
    "us": "we",
    "him": "he",
    "them": "they",
}
PARTICLES = listed("von der van de den la le el al bin ibn ben abu da di du dos del y zu ter")
COLLECTIVES = listed(
    "sides parties leaders governments countries states presidents delegations capitals nations neighbours neighbors"
)
"""`both sides`, `the two countries`, `neither party`."""
NOT_NAMES = listed("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december the a an this that these those it he she they we i you but and or if
    in on at as by for from when while after before since until under over with without what who which why how
    where there here asked pressed speaking according although though however furthermore moreover meanwhile
    still yet then also even only not no none neither both each every few most many some several another one
    two three four five six of its his her their our my mr mrs ms dr article is are was were will would can
    could should did do does has have had whether despite during between among only none nor nothing nobody is
    any such so to never instead earlier later last next today yesterday
""")
MEDIUM_HEADS = listed("""
    agency newspaper daily broadcaster channel television tv website magazine radio outlet statement post
    message letter communique communiqué media tweet transcript report reports interview
""")
"""Heads of a phrase that names something which passes words on."""
NOT_PERSONS = listed("""
    treaty agreement accord accords plan summit talks war conference forum award sea river strait straits gulf
    province peninsula islands island day week act law protocol memorandum convention declaration pact court
    office party bank resolution charter framework initiative corridor region valley basin dam crossing
    heights front line resources road street square palace house hall hotel airport base agency news times
    post centre center institute university
""")
"""Last words of capitalised names that are no persons."""
