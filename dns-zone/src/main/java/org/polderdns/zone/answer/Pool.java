package org.polderdns.zone.answer;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Supplier;

/** A list that is cleared without forgetting its elements, to hand them out again. */
final class Pool<T> extends AbstractList<T> implements RandomAccess {
  private final Supplier<T> maker;
  private final List<T> elements = new ArrayList<>();
  private int size;

  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** An element more, with whatever values it last had. */
  T next() {
    if (size == elements.size()) {
      elements.add(maker.get());
    }
    return elements.get(size++);
  }

  void empty() {
    size = 0;
  }

  @Override
  public T get(int index) {
    return elements.get(Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}
