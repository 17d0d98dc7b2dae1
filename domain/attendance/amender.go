package attendance

// Amender corrects the days of one person.
type Amender struct{ who person }
