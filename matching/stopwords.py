"""Function words of six languages, in the folded spelling that `normalise` gives them.

Closed classes only (articles, pronouns, prepositions, conjunctions, auxiliaries): a word of the
field is never here. Chinese has none, because it is read as pairs of characters.
"""

from __future__ import annotations

_WORDS = {
    "en": """a about after again all also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each few for from further
    had has have having he her here hers him himself his how i if in into is it its itself just me
    more most my myself no nor not now of off on once only or other our ours out over own per s
    same she should so some such t than that the their theirs them themselves then there these
    they this those through to too under until up upon very was we were what when where which
    while who whom whose why will with within without would you your yours""",
    "fr": """a afin ai ainsi alors apres au aucun aussi autre autres aux avaient avait avant avec
    avoir c ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment
    contre d dans de depuis des donc dont du elle elles en encore entre est et etaient etait etant
    etc ete etre eu eux font hors il ils j jusqu l la laquelle le lequel les lesquels leur leurs
    lors lorsque lui m ma mais me meme memes mes moins mon n ne ni nos notre nous on ont ou par
    parce pas pendant peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui s sa
    sans se selon sera seront ses si soit son sont sous sur t ta te tel telle telles tels tes toi
    ton tous tout toute toutes tres tu un une vers voici vos votre vous y""",
    "es": """a al algo algunas algunos ante antes aquel aquella aquellos asi aun aunque bajo bien
    cada como con contra cual cuales cuando cuyo cuyos de del desde donde dos durante e el ella
    ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estar estas este esto
    estos fue fueron ha habia han hasta hay la las le les lo los mas me mediante mi mientras mis
    mucho muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros
    para pero poco por porque pues que quien quienes se sea sean segun ser si sido sin sino sobre
    son su sus tal tales tambien tan tanto te tiene tienen todo todos tras tu tus u un una unas
    uno unos y ya yo""",
    "pt": """a ainda ao aos aquela aquelas aquele aqueles aquilo as assim ate cada com como cujo da
    das de dela delas dele deles depois desde do dos e ela elas ele eles em entre era eram essa
    essas esse esses esta estao estas este estes eu foi foram ha isso isto ja lhe lhes mais mas me
    mediante mesmo meu meus minha muito na nao nas nem no nos nossa nossas nosso nossos num numa o
    os ou para pela pelas pelo pelos por porque pois qual quais quando que quem se seja sem ser
    sera seu seus sido sao sob sobre sua suas tal tambem tao tem tinha toda todas todo todos tu um
    uma umas uns voce voces""",
    "ru": """а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да
    даже для до его ее ей ему если есть еще же за здесь и из или им ими их к как какой ко когда
    которая которое которые который которых кто ли либо между меня мне мы на над нам нас не него
    нее ней нет ни них но ну о об однако он она они оно от очень по под при про с свои своих свой
    себя со так также такие такой там те тем то того тоже той только том ту ты у уже чего чем что
    чтобы эта эти этих это этого этой этом этот я""",
    "ar": """ان او اي الي اذا الا الذي التي الذين اللذي انه انها او اين بعد بعض بين بل به بها تحت تلك ثم
    حتي حول حيث خلال ذلك علي عليه عليها عن عند عندما غير في فيه فيها قبل قد كان كانت كل كما كيف لا لان
    لكن لم لما لن له لها لهم ليس ما مثل مع من منذ منه منها نحو هذا هذه هم هنا هناك هو هي و وهو وهي
    يكون""",
}

STOP_WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _WORDS.items()}
