# Who may know what, and that each reading is on record

links-title = Links the record knows of
links-because = Why there is no conflict all the same
links-hint = With a link, declaring that there is no conflict needs a reason; heads are told of it.
declarations-title = Declarations of interest
declarations-none = Nobody has declared anything yet.
declarations-what = Declared
declared-none = no conflict
declared-conflict = a conflict

purpose-title = What do you read this case for?
purpose-note = A line of your own
purpose-hint = Readings are on record. Whoever gave a document sees when and for what it was opened, but neither your name nor this line.
purpose-go = Go on
purpose-handle = Handling the case
purpose-decide = Deciding
purpose-check = Checking
purpose-answer = Answering a question
purpose-opinion = Giving an opinion
purpose-follow = Following the case
purpose-approve = Approving
purpose-evaluate = Evaluation by a lab
purpose-assess = Assessment by experts
purpose-own = One's own case
purpose-review = Taking part in the review
purpose-emergency = Emergency

document-docket = The docket
document-filing = What the filing says
document-material = Material
document-file = File
document-notice = Written notice

reader-own = your own organisation
reader-office = the Cybersecurity Review Office
reader-mechanism = a body of the review mechanism
reader-evaluator = evaluators
reader-party = the party
reader-provider = the provider
reader-counsel = counsel
role-none = no role

readings-title = Readings
readings-own = My readings
readings-all = All readings
readings-text = The same document read again within an hour counts once. Readings are never changed or deleted.
readings-given-text = When and for what the documents that your organisation gave in this case were opened. Readers are told by role.
readings-none = Nothing has been read yet.
readings-when = When
readings-what = What
readings-who = By whom
readings-purpose = What for

emergency-title = Emergency reading
emergency-text = For when a case must be read at once that you may not read yet: with a reason, for an hour, to read alone. Heads and the auditor are told at once, and each reading is recorded. A declared conflict is never broken.
emergency-begin = Begin an emergency reading
emergency-because = Reason
emergency-number = Case number
emergency-end = End it now
emergency-here = You are reading this case in an emergency.
emergency-until = until { $until }
emergency-over = over
emergency-ended-by = ended by { $name }
emergency-read = documents read: { $count }
emergency-none = There are none.

deed-open-opinions = Open sealed opinions early
deed-export-docket = Export the whole docket
deed-destroy-key = Destroy content with its key
deed-recover-account = Recover an account
two-title = What takes two
two-text = One asks and another who may (a head) confirms, within seven days; whoever asked does not confirm. What both do is on record.
two-ask = Ask for it
two-because = Reason
two-deed = What
two-none = There is nothing.
two-declare-first = Declare first, on the page of the case, whether you have a conflict of interest; then you may confirm
two-confirm = Confirm
two-refuse = Refuse
two-withdraw = Withdraw
two-export = Export the docket
two-recipients = The recipients' age keys, one a line
two-recipients-hint = The docket is packed with all its files and sealed: only the recipients' own keys open it. A key begins with age1; its holder makes it with age-keygen. It is exported once.
two-export-now = Seal and export
two-state-open = waits
two-state-confirmed = confirmed
two-state-used = done
two-state-refused = refused
two-state-withdrawn = withdrawn
two-state-void = void

rules-title = Rules of the house
rules-opinions = Written opinions, before all are in or their time is over:
rules-sealed = sealed
rules-open = read as they come
rules-seal = Seal them
rules-unseal = Let them be read as they come

told-title = For you to know
told-emergency = { $when } { $name } reads { $number } in an emergency
told-declared = { $when } { $name } declared no conflict in { $number } in spite of a link
told-two = { $when } { $name } asks: { $deed } ({ $number })
