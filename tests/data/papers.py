"""A paper as its text comes out of a document: its charts lost, two headings too, and the notes of one mangled."""

PAPER = """
Annex C: Care Measures of Anyshire, Targets and Activity 2024/2025

\x20
AB1: The percentage of callers who were answered at once.



Commentary: Four in five callers were answered at once in Quarter 3.

More callers came in Quarter 3 than in Quarter 2, and fewer hung up.

AB2: Proportion of new assessments made within 20 days


Technical Notes:

Target set at 75% (dotted line) Floor Threshold of 62.5% for 23/24 and 24/25

Please note this measure runs a quarter in arrears to count the 20 days.

The Direction of Travel is significant.

Please note axis does not end at 100.

\x20
Corporate Risk Register: CRR0099

Commentary: 70% of the assessments of Quarter 2 were made in time.

AB3: Admissions of older people to care homes


Technical Notes:

Target set at 512 (dot) with an upper threshold of 540.

Rate per 100,000 of the population

KPI runs a month in arrears.

The overall Direction of Travel is not significant.

Better Care Fund Measure

Commentary: The rate is counted over 12 months rolling since April.
\x20
The target was kept at 512.





Commentary: Ninety homes were visited, and two were closed.

One of them opened again.

AB5: Reviews


Technical Notes:

Activity measure, no specified target

Light blue – Reviews to be made.

\x20
Orange – Reviews that are late.

Commentary: 140 reviews were made; as AB6 says, more are to come.

AB6: The average cost of a new package in the quarter


Activity measure,

does not start at 0.

Commentary: It costs £310 a week.


Commentary: Of 300 people, nobody asked for a bed.

AB8: The number of people waiting on the last day of the quarter

Commentary: 51 people waited.
"""
PERIOD = "2024-25 Q3"
