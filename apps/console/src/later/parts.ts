// One file for all that comes right after the first paint: each that is cut off by itself splits what they share.
export { BulkBar } from '../inbox/bulk-bar.tsx'
export { BulkRefusals } from '../inbox/bulk-refusals.tsx'
export { FilterForm } from '../inbox/filter-form.tsx'
export { EmptyInbox } from '../inbox/empty-inbox.tsx'
export { UndoNotice } from '../thread/undo-notice.tsx'
export { ThreadPane } from '../thread/thread-pane.tsx'
export { Dialog } from '../ui/dialog.tsx'
export { Told } from '../told/told.tsx'
