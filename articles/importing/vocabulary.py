"""Words by which lines of saved pages are known: menus, credits, small words of sentences. No paper's name. Pure."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _lines(text: str) -> frozenset[str]:
    """Phrases, parted by two spaces or more or by line ends."""
    return frozenset(phrase.strip() for line in text.splitlines() for phrase in line.split("  ") if phrase.strip())


#: Whole lines, in small letters, that are the site's and not the story's.
FURNITURE = _lines("""
    search  search form  subscribe search  subscribe  subscribe now  newsletter  e-paper
    login  log in  register  sign in  sign up  login - register  login - register | follow us on
    home  menu  main menu  navigation  toggle navigation  skip to content  skip to main content  more topic  more topics
    follow us  follow us on  share  share this  share this article  share on facebook  share on twitter
    share on telegram  share on linkedin  share on whatsapp  facebook  twitter  telegram  whatsapp  linkedin  tweet
    copy link  email  print  print this page  advertisement  sponsored content  click to enlarge
    ស្វែងរក  ចែករំលែក  ផ្សាយពាណិជ្ជកម្ម  rechercher  partager
""")

#: What stands between a story and the list of others on the day that the page was saved.
SIDEBAR_TITLES = _lines("""
    related story  related stories  related article  related articles  recommended  recommended stories
    most viewed  most read  most popular  top stories  latest  latest news  latest stories  more news  more stories
    more from this section  in this section  read more  read also  see also  you may also like  trending
    អត្ថបទទាក់ទង  អត្ថបទពេញនិយម  ព័ត៌មានថ្មីៗ  à lire aussi
""")

#: Small words inside the names of people and agencies.
JOINING = _words("""
    for via of and & the by from courtesy de du la le les et van von der den und bin binti al da di dos del y @ – -
""")

#: Words that open a sentence or name a time, and no photographer.
NO_NAME = _words("""
    the a an he she it they we you i this that these those there here his her its their our my all some many most no
    not but and or so then when where while who what how why if as at in on by for from with after before still now
    yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december left right above below centre center pictured
""")

#: What else is common in a sentence that lacks its full stop, where a surname could stand in small letters.
NO_SURNAME = NO_NAME | _words("""
    is are was were be been am has have had do does did will would can could may might must shall should go come see
    take make say said get got give keep hold run sit stand wait work play stay fell held took came ran sat stood won
    lost home away back again more less few too very only never always ever up down out off over about into onto
""")

#: The words that English cannot do without.
ENGLISH = _words("the and of to was is that for with his her they said on in at not by as has have it a")
