"""Function words of six languages, in the folded spelling that `normalise` gives them.

Closed classes only (articles, pronouns, prepositions, conjunctions, auxiliaries, small numbers): a word of the
field is never here. Chinese has none, because it is read as pairs of characters.
"""

from __future__ import annotations

_WORDS = {
    "en": """a about across after again all also am among an and any are around as at be because been
    before being below between both but by can could did do does doing down during each
    eight every few first five for four from further had half has have having he her here
    hers him himself his how i if in into is it its itself just many me more most much my
    myself nine no nor not now of off on once one only or other our ours out over own per s
    same second seven several she should six so some such t ten than that the their theirs
    them themselves then there these they third this those three through to too two under
    until up upon very was we were what when where which while who whom whose why will with
    within without would you your yours""",
    "fr": """a afin ai ainsi alors apres au aucun aussi autre autres aux avaient avait avant avec
    avoir c ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez cinq comme
    comment contre d dans de depuis des deux dix donc dont du elle elles en encore entre est
    et etaient etait etant etc ete etre eu eux font hors huit il ils j jusqu l la laquelle
    le lequel les lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moins mon
    n ne neuf ni nos notre nous on ont ou par parce pas pendant peu peut plus plusieurs pour
    pourquoi premier premiere qu quand quatre que quel quelle quelles quels qui s sa sans se
    selon sept sera seront ses si six soit son sont sous sur t ta te tel telle telles tels
    tes toi ton tous tout toute toutes tres trois tu un une vers voici vos votre vous y""",
    "es": """a al algo algunas algunos ante antes aquel aquella aquellos asi aun aunque bajo bien
    cada cinco como con contra cual cuales cuando cuatro cuyo cuyos de del desde diez donde
    dos durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba
    estan estar estas este esto estos fue fueron ha habia han hasta hay la las le les lo los
    mas me mediante mi mientras mis mucho muy nada ni no nos nosotros nuestra nuestras
    nuestro nuestros nueve o ocho os otra otras otro otros para pero poco por porque primer
    primera pues que quien quienes se sea sean segun seis ser si sido siete sin sino sobre
    son su sus tal tales tambien tan tanto te tiene tienen todo todos tras tres tu tus u un
    una unas uno unos varias varios y ya yo""",
    "pt": """a ainda ao aos aquela aquelas aquele aqueles aquilo as assim ate cada cinco com como
    cujo da das de dela delas dele deles depois desde dez do dois dos duas e ela elas ele
    eles em entre era eram essa essas esse esses esta estao estas este estes eu foi foram ha
    isso isto ja lhe lhes mais mas me mediante mesmo meu meus minha muito na nao nas nem no
    nos nossa nossas nosso nossos nove num numa o oito os ou para pela pelas pelo pelos pois
    por porque primeira primeiro quais qual quando quatro que quem sao se seis seja sem ser
    sera sete seu seus sido sob sobre sua suas tal tambem tao tem tinha toda todas todo
    todos tres tu um uma umas uns varias varios voce voces""",
    "ru": """а без более бы был была были было быть в вам вас весь во восемь вот все всего всех вы
    где да даже два две девять десять для до его ее ей ему если есть еще же за здесь и из
    или им ими их к как какой ко когда которая которое которые который которых кто ли либо
    между меня мне мы на над нам нас не него нее ней нет ни них но ну о об один одна однако
    одно он она они оно от очень первый по под при про пять с свои своих свой себя семь со
    так также такие такой там те тем то того тоже той только том три ту ты у уже чего чем
    четыре что чтобы шесть эта эти этих это этого этой этом этот я""",
    "ar": """اثنان اذا اربعه الا التي الذي الذين اللذي الي ان انه انها او اي اين بعد بعض بل به بها
    بين تحت تسعه تلك ثلاثه ثم ثمانيه حتي حول حيث خلال خمسه ذلك سبعه سته عشره علي عليه عليها
    عن عند عندما غير في فيه فيها قبل قد كان كانت كل كما كيف لا لان لكن لم لما لن له لها لهم
    ليس ما مثل مع من منذ منه منها نحو هذا هذه هم هنا هناك هو هي و واحد وهو وهي يكون""",
}

STOP_WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _WORDS.items()}
