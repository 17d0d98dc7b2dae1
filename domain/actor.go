package domain

// Role is what a person may do in the company (役割).
type Role string

// The roles, from least to most. A tenant has exactly one owner.
const (
	Employee Role = "employee" // 社員
	Manager  Role = "manager"  // 管理者(権限グループ)
	Admin    Role = "admin"    // ユーザー管理者
	Owner    Role = "owner"    // 法人管理者
)

// Door is the way an act came in (打刻手段). A punch prints it as its source.
type Door string

// The doors.
const (
	LINE       Door = "line"
	Chatwork   Door = "chatwork"
	Slack      Door = "slack"
	Me         Door = "me"
	Web        Door = "web"
	Card       Door = "card"
	Beacon     Door = "beacon"
	Import     Door = "import"
	Correction Door = "correction"
	Console    Door = "console"
	CLI        Door = "cli"
)

// Actor is who does something and through which door.
type Actor struct {
	Tenant   ID
	Employee ID // empty: the system itself or a person not linked yet
	Role     Role
	Door     Door
}
