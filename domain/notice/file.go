package notice

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
)

const (
	// MaxFile is the most bytes of one file: what LINE shows of a picture, which is the smallest of the channels'.
	// https://developers.line.biz/en/reference/messaging-api/#f-image
	MaxFile = 10 << 20
	// MaxFiles is how many files a message has at most.
	MaxFiles = 5
	// LinkLife is how long a link to a file opens it. Whoever asks for the message again is given a new one.
	LinkLife = 30 * 24 * time.Hour
)

// File is a file of a message or a draft (添付ファイル). Its content is kept under its digest.
type File struct {
	ID        domain.ID  `gorm:"column:id;primaryKey"`
	Tenant    domain.ID  `gorm:"column:tenant_id"`
	Holder    domain.ID  `gorm:"column:holder_id"` // the draft or message
	Name      string     `gorm:"column:name"`
	Kind      string     `gorm:"column:kind"` // its media type, by its content
	Size      int64      `gorm:"column:size"` // bytes
	Digest    string     `gorm:"column:digest"`
	By        domain.ID  `gorm:"column:by_id"`
	CreatedAt time.Time  `gorm:"column:created_at"`
	DeletedAt *time.Time `gorm:"column:deleted_at"` // nil: it is there
}

// TableName is the table of files.
func (File) TableName() string { return "message_file" }

// Attached is a file as its recipient has it. URL opens it without a sign-in; empty: it was deleted.
type Attached struct {
	File
	URL string
}

// Opened is a file to be handed out: as a download, never shown as a page.
type Opened struct {
	File
	Content []byte
}

// Files keeps what is known of files.
type Files interface {
	// FilesOf lists the files of drafts or messages in the order they were added, deleted ones too.
	FilesOf(ctx context.Context, tenant domain.ID, holders ...domain.ID) ([]File, error)
	File(ctx context.Context, tenant, id domain.ID) (File, error)
	// AddFile adds a file to a draft of this revision. Conflict: the draft changed, or is none any more.
	AddFile(ctx context.Context, d Draft, f File) error
	// DropFile takes a file out of a draft.
	DropFile(ctx context.Context, d Draft, file domain.ID) error
	// DeleteFile marks a file of a message deleted, and writes the deed. Conflict: it is already.
	DeleteFile(ctx context.Context, f File, at time.Time, deed audit.Row) error
}

// Blobs keeps contents by their SHA-256, each company's apart.
type Blobs interface {
	// Put keeps a content so that it survives a crash, and tells its digest. The same content again is kept once.
	Put(ctx context.Context, tenant domain.ID, content []byte) (digest string, err error)
	// Get reads a content back. NotFound: it is not there, or is not what its digest says.
	Get(ctx context.Context, tenant domain.ID, digest string) ([]byte, error)
	// Sweep deletes contents written before an instant that held does not need.
	Sweep(ctx context.Context, before time.Time, held func(tenant domain.ID, digests []string) (map[string]bool, error)) (deleted int, err error)
}

// Scan looks at a content that is about to be attached. A refusal is Invalid with Args["why"]="infected"; any other error
// says that nothing could be told.
type Scan func(ctx context.Context, content []byte) error
