/* Blocks become layouts, layouts lines, lines pages. Text is set as text, never as markup.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper.h"

#include <sys/mman.h>
#include <unistd.h>

#include "../report/look.h"
#include "../report/map-draw.h"
#include "document.h"

typedef struct {
  PangoLayout *layout; /* owned by the first line of it; NULL: here is the map */
  int line;
  double x, y; /* points; y of the line's top on its page */
  int page;
} Line;

typedef struct {
  GPtrArray *blocks;
  GArray *stops; /* MbStop */
  char *color;
  GArray *lines; /* Line */
} Paper;

static const struct {
  double size, before, indent;
  gboolean bold;
} shapes[] = {
    [MB_BLOCK_VERDICT] = {20, 0, 0, TRUE},  [MB_BLOCK_SENTENCE] = {11, 6, 0, TRUE},
    [MB_BLOCK_HEADING] = {12, 14, 0, TRUE}, [MB_BLOCK_ITEM] = {10, 6, 0, TRUE},
    [MB_BLOCK_TEXT] = {9, 2, 12, FALSE},    [MB_BLOCK_ROW] = {9, 2, 12, FALSE},
    [MB_BLOCK_MAP] = {9, 6, 0, FALSE},
};

static void paper_free(gpointer data) {
  Paper *paper = data;
  for (guint i = 0; i < paper->lines->len; i++) {
    Line *line = &g_array_index(paper->lines, Line, i);
    if (line->line == 0 && line->layout)
      g_object_unref(line->layout);
  }
  g_array_unref(paper->lines);
  g_ptr_array_unref(paper->blocks);
  g_array_unref(paper->stops);
  g_free(paper->color);
  g_free(paper);
}

static void set_looks(PangoLayout *layout, const Paper *paper, const MbBlock *block) {
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string("Sans");
  PangoAttrList *attrs = pango_attr_list_new();
  PangoColor color = {0x5555, 0x5555, 0x5555};
  PangoAttribute *attr;
  pango_font_description_set_size(font, shapes[block->kind].size * PANGO_SCALE);
  if (shapes[block->kind].bold)
    pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  if (block->kind == MB_BLOCK_VERDICT)
    pango_color_parse(&color, paper->color);
  if (block->kind == MB_BLOCK_VERDICT || block->kind == MB_BLOCK_ROW) {
    attr = pango_attr_foreground_new(color.red, color.green, color.blue);
    attr->end_index = block->label ? strlen(block->label) : G_MAXUINT;
    pango_attr_list_insert(attrs, attr);
  }
  pango_attr_list_insert(attrs, pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout, attrs);
  pango_attr_list_unref(attrs);
}

static PangoLayout *new_layout(const Paper *paper, GtkPrintContext *context, const MbBlock *block) {
  PangoLayout *layout = gtk_print_context_create_pango_layout(context);
  double width = gtk_print_context_get_width(context) - shapes[block->kind].indent;
  g_autofree char *text = block->label
                              ? g_strdup_printf("%s:  \u2068%s\u2069", block->label, block->text)
                              : g_strdup(block->text);
  pango_layout_set_width(layout, width * PANGO_SCALE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_text(layout, text, -1);
  set_looks(layout, paper, block);
  return layout;
}

/* A heading stays with what follows it. */
static double room_needed(const MbBlock *block, double line) {
  return block->kind == MB_BLOCK_HEADING ? line * 4 : line;
}

typedef struct {
  Paper *paper;
  double height, y; /* of a page; of the next line */
  int page;
} Pages;

static void add_line(Pages *p, PangoLayout *layout, int line, MbBlockKind kind, double height,
                     double needed) {
  if (p->y > 0 && p->y + needed > p->height) {
    p->page++;
    p->y = 0;
  }
  g_array_append_val(p->paper->lines, ((Line){layout, line, shapes[kind].indent, p->y, p->page}));
  p->y += height;
}

static void add_block(Pages *p, GtkPrintContext *context, const MbBlock *block) {
  double map = mb_map_height(gtk_print_context_get_width(context));
  PangoLayout *layout = new_layout(p->paper, context, block);
  p->y += p->y > 0 ? shapes[block->kind].before : 0;
  if (block->kind == MB_BLOCK_MAP)
    add_line(p, NULL, 0, block->kind, map, map);
  for (int k = 0; k < pango_layout_get_line_count(layout); k++) {
    PangoRectangle box;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, k), NULL, &box);
    double line = box.height / (double)PANGO_SCALE;
    add_line(p, layout, k, block->kind, line, room_needed(block, line));
  }
}

static void on_begin(GtkPrintOperation *print, GtkPrintContext *context, Paper *paper) {
  Pages pages = {.paper = paper, .height = gtk_print_context_get_height(context)};
  for (guint i = 0; i < paper->blocks->len; i++)
    add_block(&pages, context, paper->blocks->pdata[i]);
  gtk_print_operation_set_n_pages(print, pages.page + 1);
}

static void draw_map(GtkPrintContext *context, cairo_t *cairo, const GArray *stops, double y) {
  const MbMapColors colors = {.land = {0.82, 0.82, 0.82, 1},
                              .line = {0.2, 0.2, 0.2, 1},
                              .sign = {0.11, 0.37, 0.71, 1},
                              .on_sign = {1, 1, 1, 1},
                              .paper = {1, 1, 1, 1}};
  cairo_save(cairo);
  cairo_translate(cairo, 0, y);
  mb_map_draw(cairo, stops, gtk_print_context_get_width(context), 7, &colors);
  cairo_restore(cairo);
}

static void on_page(GtkPrintOperation *print, GtkPrintContext *context, int page, Paper *paper) {
  cairo_t *cairo = gtk_print_context_get_cairo_context(context);
  for (guint i = 0; i < paper->lines->len; i++) {
    const Line *line = &g_array_index(paper->lines, Line, i);
    if (line->page != page)
      continue;
    if (!line->layout) {
      draw_map(context, cairo, paper->stops, line->y);
      continue;
    }
    PangoLayoutLine *shown = pango_layout_get_line_readonly(line->layout, line->line);
    PangoRectangle box;
    pango_layout_line_get_extents(shown, NULL, &box);
    cairo_move_to(cairo, line->x, line->y - box.y / (double)PANGO_SCALE);
    pango_cairo_show_layout_line(cairo, shown);
  }
}

static GtkPrintOperation *new_operation(const MbReport *report, const MbCatalogue *words) {
  GtkPrintOperation *print = gtk_print_operation_new();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new();
  g_autoptr(GtkPaperSize) size = gtk_paper_size_new(GTK_PAPER_NAME_A4);
  Paper *paper = g_new0(Paper, 1);
  paper->blocks = mb_document_new(report, words);
  paper->stops = mb_map_stops(report);
  paper->color = g_strdup(mb_look_color(report));
  paper->lines = g_array_new(FALSE, FALSE, sizeof(Line));
  gtk_page_setup_set_paper_size_and_default_margins(setup, size);
  gtk_print_operation_set_default_page_setup(print, setup);
  gtk_print_operation_set_unit(print, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup(print, TRUE);
  gtk_print_operation_set_job_name(print, "Miyaburi");
  g_object_set_data_full(G_OBJECT(print), "paper", paper, paper_free);
  g_signal_connect(print, "begin-print", G_CALLBACK(on_begin), paper);
  g_signal_connect(print, "draw-page", G_CALLBACK(on_page), paper);
  return print;
}

void mb_paper_print(const MbReport *report, const MbCatalogue *words, GtkWindow *parent) {
  g_autoptr(GtkPrintOperation) print = new_operation(report, words);
  gtk_print_operation_set_allow_async(print, TRUE);
  gtk_print_operation_run(print, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

static GBytes *read_back(int fd) {
  gsize size = lseek(fd, 0, SEEK_END);
  guchar *data = g_malloc(size);
  gssize n = pread(fd, data, size, 0);
  return g_bytes_new_take(data, MAX(n, 0));
}

/* Drawn into memory: half a PDF, or one that others can read, never lies on the disk. */
GBytes *mb_paper_pdf(const MbReport *report, const MbCatalogue *words, GtkWindow *parent,
                     GError **error) {
  g_autoptr(GtkPrintOperation) print = new_operation(report, words);
  int fd = memfd_create("report", MFD_CLOEXEC);
  g_autofree char *name = g_strdup_printf("/proc/self/fd/%d", fd);
  GBytes *pdf = NULL;
  gtk_print_operation_set_export_filename(print, name);
  if (gtk_print_operation_run(print, GTK_PRINT_OPERATION_ACTION_EXPORT, parent, error) ==
      GTK_PRINT_OPERATION_RESULT_APPLY)
    pdf = read_back(fd);
  close(fd);
  return pdf;
}
