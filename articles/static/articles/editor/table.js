// A table is asked for in the desk's language: the editor's own dialog says Yes and No in English.
// Loaded by the body's editor through DJANGO_PROSE_EDITOR_EXTENSIONS.

import { gettext, Table as AnyTable, updateAttrsDialog } from "django-prose-editor/editor"

const MOST = 100
const number = (title) => ({ type: "number", title, format: "number", min: "1", max: String(MOST) })
const BEGUN = { rows: "3", cols: "3", withHeaderRow: false }

const askForTable = updateAttrsDialog(
  {
    rows: number(gettext("Rows")),
    cols: number(gettext("Columns")),
    withHeaderRow: { type: "boolean", title: gettext("Include header row") },
  },
  { title: gettext("Table Properties"), submitText: gettext("Insert Table") },
)

const count = (typed) => Math.min(Math.max(Number.parseInt(typed, 10) || Number(BEGUN.rows), 1), MOST)

export const Table = AnyTable.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions:
        () =>
        ({ editor }) => {
          askForTable(editor, BEGUN).then((told) => {
            if (!told) return
            const { rows, cols, withHeaderRow } = told
            editor.chain().focus().insertTable({ rows: count(rows), cols: count(cols), withHeaderRow }).run()
          })
        },
    }
  },
})
