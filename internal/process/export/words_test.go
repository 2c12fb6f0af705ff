package export

// Words are the vocabularies under the names that the pages have for them.
var Words = map[string]map[string]string{
	"venues": venues, "subjectStates": subjectStates, "origins": origins, "channels": channels, "leadStates": leadStates,
	"caseStates": caseStates, "visitStates": visitStates, "results": results, "violations": violations,
}
