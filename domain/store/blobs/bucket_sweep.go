package blobs

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/dakoku/dakoku/domain"
)

// oneCopy is an object of the bucket.
type oneCopy struct {
	key string
	at  time.Time // by the store's clock
}

// askedAtOnce is how many contents are asked about in one statement.
const askedAtOnce = 500

// Sweep implements notice.Blobs. Of a content that is needed the newest copy stays. What lies in the bucket and is none of
// ours is left alone.
func (b *Bucket) Sweep(ctx context.Context, before time.Time, held func(domain.ID, []string) (map[string]bool, error)) (deleted int, err error) {
	found, err := b.copies(ctx)
	if err != nil {
		return 0, err
	}
	for _, tenant := range slices.Sorted(maps.Keys(found)) {
		for digests := range slices.Chunk(slices.Sorted(maps.Keys(found[tenant])), askedAtOnce) {
			need, err := held(tenant, digests)
			if err != nil {
				return deleted, err
			}
			for _, digest := range digests {
				n, err := b.drop(ctx, found[tenant][digest], before, need[digest])
				if deleted += n; err != nil {
					return deleted, err
				}
			}
		}
	}
	return deleted, nil
}

// copies lists all there is, by company and digest.
func (b *Bucket) copies(ctx context.Context) (map[domain.ID]map[string][]oneCopy, error) {
	found := map[domain.ID]map[string][]oneCopy{}
	pages := s3.NewListObjectsV2Paginator(b.api, &s3.ListObjectsV2Input{Bucket: &b.name, Prefix: &b.prefix})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, b.fault("the bucket cannot be listed", err)
		}
		for _, o := range page.Contents {
			tenant, digest, ours := b.owner(*o.Key)
			if !ours || o.LastModified == nil {
				continue
			}
			if found[tenant] == nil {
				found[tenant] = map[string][]oneCopy{}
			}
			found[tenant][digest] = append(found[tenant][digest], oneCopy{*o.Key, *o.LastModified})
		}
	}
	return found, nil
}

// drop deletes the old copies of a content; the newest only if nobody needs it. It counts contents that are gone.
func (b *Bucket) drop(ctx context.Context, all []oneCopy, before time.Time, need bool) (gone int, err error) {
	slices.SortFunc(all, func(x, y oneCopy) int { return cmp.Or(x.at.Compare(y.at), cmp.Compare(x.key, y.key)) })
	last := len(all) - 1
	for i, c := range all {
		if !c.at.Before(before) || i == last && need {
			break
		}
		if _, err := b.api.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.name, Key: &c.key}); err != nil {
			return 0, b.fault("an old content cannot be deleted", err)
		}
		if i == last {
			gone = 1
		}
	}
	return gone, nil
}
