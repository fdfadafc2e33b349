# Destroying content: it takes two heads, and stands in the office's own record

destroy-title = Destroy content
destroy-forever = What is destroyed nobody can bring back, this office included.
destroy-goes = The key is destroyed, and what it sealed can be read no more: the whole docket (with the filing and all files), the words of an entry with the files it handed in, or the content of a file.
destroy-stays = What stays: who did what and when, what each entry commits to, hashes, the log and the receipts that were given, all of which can still be checked; and when, on what ground, why and by which roles it was destroyed.
destroy-copies = Backups made before, dockets that were exported and printed paper are not reached by it and are dealt with apart.
destroy-asked = Asked for
destroy-ask = Ask for it
destroy-now = Destroy now
destroy-two = One head asks, another confirms within seven days under “What takes two”, and whoever asked carries it out. The reason is shown to those who could see the content: do not repeat it there.
destroy-field-what = What is to be destroyed
destroy-field-entry = Which entry
destroy-field-sha256 = Which file
destroy-field-ground = Ground
destroy-field-retained_until = Day on which the period of keeping ended
destroy-field-because = Reason
destroy-hint-entry = Chosen for an entry alone; the first goes with the whole docket.
destroy-hint-sha256 = Chosen for a file alone.
destroy-hint-ground = The period of keeping ended: the whole docket. Secrecy is owed: an entry or a file. A state secret: any of the three.
destroy-hint-retained_until = Said where that is the ground alone; the rules for archives set the period, the Measures set none.
destroy-what-docket = The whole docket
destroy-what-entry = An entry
destroy-what-document = A file
destroy-entry = Entry { $number }
destroy-file = File { $hash }…
ground-retention-ended = the period of keeping ended
ground-state-secret = state secret
ground-confidentiality = secrecy is owed

destroyed = destroyed
destroyed-title = The content of this docket was destroyed
destroyed-text = Its keys are destroyed and nobody can read the content any more. The log can still be checked, and receipts that were given still verify.
destroyed-told = Destroyed on { $day }; ground: { $ground } ({ $article }); asked for by a { $asked }, confirmed by another { $confirmed }; reason: { $because }
destroyed-no-article = not in the Measures
destroyed-counted = entries: { $entries }, files: { $files }
destroyed-seq = It stands in the log as entry { $seq }.
verify-destroyed = Genuine; its content was destroyed
