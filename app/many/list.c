/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list.h"

#define MANY_PLACES 500 /* from so many insertions on all is shown anew, which costs the same */
#define FEW_ROWS    250 /* a view makes widgets for about so many rows at once, which takes long */
#define GROW_BY     20
#define GROW_MS     16

/* While insertions are told one after the other, the list is the new order below split and the old one
 * above it. */
struct _MbList {
  GObject parent;
  MbRows *rows;
  MbOrder *order, *old;
  guint split, behind; /* behind: position in old of what stands at split */
  guint limit;         /* more is not shown yet */
  guint growing;       /* source, 0 = none */
  GHashTable *live;    /* MbListItem that somebody holds */
  MbOrderWish wish;
  GCancellable *working; /* NULL = no thread is at work */
  gboolean again;        /* the wish changed meanwhile */
  guint selected;        /* row, G_MAXUINT = none */
};

struct _MbListItem {
  GObject parent;
  MbList *list;
  guint position, row;
};
G_DEFINE_FINAL_TYPE(MbListItem, mb_list_item, G_TYPE_OBJECT)

static void item_finalize(GObject *object) {
  MbListItem *item = MB_LIST_ITEM(object);
  g_hash_table_remove(item->list->live, item);
  g_object_unref(item->list);
  G_OBJECT_CLASS(mb_list_item_parent_class)->finalize(object);
}

static guint changed_signal;

static void mb_list_item_class_init(MbListItemClass *class) {
  G_OBJECT_CLASS(class)->finalize = item_finalize;
  changed_signal = g_signal_new("changed", MB_TYPE_LIST_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void mb_list_item_init(MbListItem *self) {
}

const MbRow *mb_list_item_row(MbListItem *item) {
  return mb_rows_at(item->list->rows, item->row);
}

guint mb_list_item_index(MbListItem *item) {
  return item->row;
}

static guint n_all(const MbList *self) {
  return self->old ? self->split + self->old->n - self->behind : self->order->n;
}

static guint n_now(const MbList *self) {
  return MIN(n_all(self), self->limit);
}

static guint row_at(const MbList *self, guint position) {
  if (!self->old || position < self->split)
    return self->order->rows[position];
  return self->old->rows[self->behind + position - self->split];
}

static GType get_item_type(GListModel *model) {
  return MB_TYPE_LIST_ITEM;
}

static guint get_n_items(GListModel *model) {
  return n_now(MB_LIST(model));
}

static gpointer get_item(GListModel *model, guint position) {
  MbList *self = MB_LIST(model);
  if (position >= n_now(self))
    return NULL;
  MbListItem *item = g_object_new(MB_TYPE_LIST_ITEM, NULL);
  item->list = g_object_ref(self);
  item->position = position;
  item->row = row_at(self, position);
  g_hash_table_add(self->live, item);
  return item;
}

static void model_init(GListModelInterface *iface) {
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean is_selected(GtkSelectionModel *model, guint position) {
  MbList *self = MB_LIST(model);
  return position < n_now(self) && row_at(self, position) == self->selected;
}

static void select_row(MbList *self, guint row) {
  self->selected = row;
  if (n_now(self))
    gtk_selection_model_selection_changed(GTK_SELECTION_MODEL(self), 0, n_now(self));
}

static gboolean select_item(GtkSelectionModel *model, guint position, gboolean others) {
  MbList *self = MB_LIST(model);
  if (position < n_now(self))
    select_row(self, row_at(self, position));
  return TRUE;
}

static gboolean unselect_all(GtkSelectionModel *model) {
  select_row(MB_LIST(model), G_MAXUINT);
  return TRUE;
}

static gboolean unselect_item(GtkSelectionModel *model, guint position) {
  return !is_selected(model, position) || unselect_all(model);
}

static GtkBitset *selection_in_range(GtkSelectionModel *model, guint position, guint n) {
  MbList *self = MB_LIST(model);
  GtkBitset *set = gtk_bitset_new_empty();
  guint end = MIN(n_now(self), position + n);
  for (guint i = position; i < end && self->selected != G_MAXUINT; i++)
    if (row_at(self, i) == self->selected)
      gtk_bitset_add(set, i);
  return set;
}

static void selection_init(GtkSelectionModelInterface *iface) {
  iface->is_selected = is_selected;
  iface->get_selection_in_range = selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->unselect_all = unselect_all;
}

G_DEFINE_FINAL_TYPE_WITH_CODE(MbList, mb_list, G_TYPE_OBJECT,
                              G_IMPLEMENT_INTERFACE(G_TYPE_LIST_MODEL, model_init)
                                  G_IMPLEMENT_INTERFACE(GTK_TYPE_SELECTION_MODEL, selection_init))

typedef struct {
  MbRows *rows;
  MbOrderWish wish;
  MbOrder *old; /* NULL: from the beginning */
  guint count;
} Job;

typedef struct {
  MbOrder *order;
  GArray *inserted; /* NULL: all is new */
} Result;

static void job_free(gpointer data) {
  Job *job = data;
  mb_rows_unref(job->rows);
  g_clear_pointer(&job->old, mb_order_unref);
  g_free(job->wish.text);
  g_free(job);
}

static void result_free(gpointer data) {
  Result *result = data;
  g_clear_pointer(&result->order, mb_order_unref);
  g_clear_pointer(&result->inserted, g_array_unref);
  g_free(result);
}

static void run(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  Job *job = data;
  Result *result = g_new0(Result, 1);
  if (job->old) {
    result->inserted = g_array_new(FALSE, FALSE, sizeof(MbInserted));
    result->order = mb_order_more(job->rows, job->count, &job->wish, job->old, result->inserted);
  } else
    result->order = mb_order_new(job->rows, job->count, &job->wish, cancellable);
  g_task_return_pointer(task, result, result_free);
}

/* The rows that are on screen stay and get other mails: making widgets anew would take the time of several
 * frames. */
static void point_anew(MbList *self) {
  g_autoptr(GList) live = g_hash_table_get_keys(self->live);
  for (GList *l = live; l; l = l->next) {
    MbListItem *item = l->data;
    if (item->position >= n_now(self) || item->row == row_at(self, item->position))
      continue;
    item->row = row_at(self, item->position);
    g_signal_emit(item, changed_signal, 0);
  }
}

static gboolean grow(gpointer data) {
  MbList *self = data;
  guint from = n_now(self);
  self->limit = from + GROW_BY < FEW_ROWS ? from + GROW_BY : G_MAXUINT;
  if (n_now(self) > from)
    g_list_model_items_changed(G_LIST_MODEL(self), from, 0, n_now(self) - from);
  if (self->limit != G_MAXUINT && self->limit <= n_all(self))
    return G_SOURCE_CONTINUE;
  self->limit = G_MAXUINT;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

static void replace(MbList *self, Result *result) {
  guint before = n_now(self);
  mb_order_unref(self->order);
  self->order = g_steal_pointer(&result->order);
  self->limit = before < FEW_ROWS && n_all(self) > before + GROW_BY ? before + GROW_BY : G_MAXUINT;
  guint now = n_now(self);
  point_anew(self);
  if (now < before)
    g_list_model_items_changed(G_LIST_MODEL(self), now, before - now, 0);
  else if (now > before)
    g_list_model_items_changed(G_LIST_MODEL(self), before, 0, now - before);
  if (now)
    gtk_selection_model_selection_changed(GTK_SELECTION_MODEL(self), 0, now);
  if (self->limit != G_MAXUINT && !self->growing)
    self->growing = g_timeout_add(GROW_MS, grow, self);
}

static void move_live(MbList *self, guint position, guint n) {
  GHashTableIter iter;
  gpointer item;
  g_hash_table_iter_init(&iter, self->live);
  while (g_hash_table_iter_next(&iter, &item, NULL))
    if (MB_LIST_ITEM(item)->position >= position)
      MB_LIST_ITEM(item)->position += n;
}

static void insert(MbList *self, Result *result) {
  self->old = self->order;
  self->order = g_steal_pointer(&result->order);
  self->split = self->behind = 0;
  for (guint i = 0; i < result->inserted->len; i++) {
    MbInserted *at = &g_array_index(result->inserted, MbInserted, i);
    self->behind += at->position - self->split;
    self->split = at->position + at->n;
    move_live(self, at->position, at->n);
    g_list_model_items_changed(G_LIST_MODEL(self), at->position, 0, at->n);
  }
  g_clear_pointer(&self->old, mb_order_unref);
}

static void start(MbList *self, gboolean anew);

static void on_done(GObject *object, GAsyncResult *task, gpointer data) {
  MbList *self = MB_LIST(object);
  Result *result = g_task_propagate_pointer(G_TASK(task), NULL);
  g_clear_object(&self->working);
  if (self->again || !result) {
    g_clear_pointer(&result, result_free);
    start(self, TRUE);
    return;
  }
  gboolean few = self->limit != G_MAXUINT || self->order->n < FEW_ROWS;
  if (!few && result->inserted && result->inserted->len < MANY_PLACES)
    insert(self, result);
  else
    replace(self, result);
  result_free(result);
  g_signal_emit_by_name(self, "settled");
  if (self->order->seen < mb_rows_count(self->rows))
    start(self, FALSE);
}

static void start(MbList *self, gboolean anew) {
  if (self->working) {
    if (anew) {
      self->again = TRUE;
      g_cancellable_cancel(self->working);
    }
    return;
  }
  Job *job = g_new0(Job, 1);
  job->rows = mb_rows_ref(self->rows);
  job->wish = self->wish;
  job->wish.text = g_strdup(self->wish.text);
  job->old = anew ? NULL : mb_order_ref(self->order);
  job->count = mb_rows_count(self->rows);
  self->again = FALSE;
  self->working = g_cancellable_new();
  g_autoptr(GTask) task = g_task_new(self, self->working, on_done, NULL);
  g_task_set_task_data(task, job, job_free);
  g_task_run_in_thread(task, run);
}

void mb_list_rows_added(MbList *self) {
  if (self->order->seen < mb_rows_count(self->rows))
    start(self, FALSE);
}

void mb_list_set_text(MbList *self, const char *text) {
  g_free(self->wish.text);
  self->wish.text = mb_order_fold(text);
  start(self, TRUE);
}

void mb_list_set_verdicts(MbList *self, guint verdicts) {
  self->wish.verdicts = verdicts;
  start(self, TRUE);
}

void mb_list_set_sort(MbList *self, MbSort sort, gboolean descending) {
  self->wish.sort = sort;
  self->wish.descending = descending;
  start(self, TRUE);
}

guint mb_list_count(MbList *self) {
  return n_all(self);
}

static void finalize(GObject *object) {
  MbList *self = MB_LIST(object);
  mb_order_unref(self->order);
  mb_rows_unref(self->rows);
  g_hash_table_unref(self->live);
  g_free(self->wish.text);
  G_OBJECT_CLASS(mb_list_parent_class)->finalize(object);
}

static void dispose(GObject *object) {
  g_clear_handle_id(&MB_LIST(object)->growing, g_source_remove);
  G_OBJECT_CLASS(mb_list_parent_class)->dispose(object);
}

static void mb_list_class_init(MbListClass *class) {
  G_OBJECT_CLASS(class)->dispose = dispose;
  G_OBJECT_CLASS(class)->finalize = finalize;
  g_signal_new("settled", MB_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void mb_list_init(MbList *self) {
  self->selected = self->limit = G_MAXUINT;
  self->live = g_hash_table_new(NULL, NULL);
  self->wish.verdicts = G_MAXUINT;
}

MbList *mb_list_new(MbRows *rows) {
  MbList *self = g_object_new(MB_TYPE_LIST, NULL);
  self->rows = mb_rows_ref(rows);
  self->order = mb_order_new(rows, 0, &self->wish, NULL);
  return self;
}
