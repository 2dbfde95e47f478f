# sam build runs `make --makefile FOLDER/Makefile build-FUNCTION` with ARTIFACTS_DIR set. FOLDER is CodeUri in template.yaml, and its name
# says what to make. All functions are one program: the first target makes it, and the others find that nothing has changed.
here := $(patsubst %/,%,$(dir $(abspath $(firstword $(MAKEFILE_LIST)))))
what := $(subst -, ,$(notdir $(here)))

.PHONY: build-EnrichInteraction build-LogInteraction build-WriteJournalEntry build-ReconcileJournal build-CrmChanged build-PollCrmChanges build-TwilioEvents build-VicidialCalls build-SyncDisposition build-ReconcileVicidial build-LookupCustomer build-ScreenPop build-ClickToCall build-ReceiveLeads build-InjectLead build-UpdateTickets build-ReplayDeadLetters build-CheckHealth
build-EnrichInteraction build-LogInteraction build-WriteJournalEntry build-ReconcileJournal build-CrmChanged build-PollCrmChanges build-TwilioEvents build-VicidialCalls build-SyncDisposition build-ReconcileVicidial build-LookupCustomer build-ScreenPop build-ClickToCall build-ReceiveLeads build-InjectLead build-UpdateTickets build-ReplayDeadLetters build-CheckHealth:
	"$(here)/../../package" $(word 1,$(what)) $(word 2,$(what)) "$(ARTIFACTS_DIR)"
